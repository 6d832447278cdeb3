package dev.tagging.vocabulary;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The word lists in this package's resources: entries separated by commas or line ends, comments behind a number sign. */
final class VocabularyFiles {

    static final Map<String, TagCategory> FILES = Map.of(
            "objects.txt", TagCategory.OBJECT,
            "scenes.txt", TagCategory.SCENE,
            "colors.txt", TagCategory.COLOR,
            "attributes.txt", TagCategory.ATTRIBUTE);

    private VocabularyFiles() {}

    static Map<TagName, TagCategory> read() {
        Map<TagName, TagCategory> entries = new HashMap<>();
        FILES.forEach((file, category) -> names(file).forEach(name -> entries.put(name, category)));
        return entries;
    }

    /** All names of one file in its order. */
    static List<TagName> names(String file) {
        return text(file)
                .lines()
                .map(line -> line.replaceFirst("#.*", ""))
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .filter(entry -> !entry.isBlank())
                .map(TagName::of)
                .toList();
    }

    private static String text(String file) {
        try (InputStream in = VocabularyFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is missing from the jar of tagging-core");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + file, e);
        }
    }
}
