package dev.tagging.provider.mock;

import dev.tagging.TagCategory;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiTag;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Which tags an image gets. */
@FunctionalInterface
interface MockTags {

    /** @param hash of the image's bytes */
    List<AiTag> of(byte[] hash);

    /** The same tags for all images; see {@link MockProviderFactory} for the form. */
    static MockTags parse(String text) {
        List<AiTag> tags = Arrays.stream(text.split(",", -1))
                .map(tag -> parseOne(tag.strip()))
                .toList();
        return hash -> tags;
    }

    /** Tags that depend on the content alone. */
    static MockTags ofContent() {
        return hash -> {
            // Random's algorithm is specified, so that the tags are the same on every JVM.
            Random random = new Random(ByteBuffer.wrap(hash).getLong());
            List<String> names = new ArrayList<>(Vocabulary.NAMES);
            Collections.shuffle(names, random);
            return names.subList(0, 3 + random.nextInt(4)).stream()
                    .map(name -> AiTag.of(name, 50 + random.nextInt(50)))
                    .sorted(Comparator.comparing(AiTag::confidence, Comparator.nullsLast(Comparator.reverseOrder())))
                    .toList();
        };
    }

    private static AiTag parseOne(String text) {
        String[] parts = text.split(":", -1);
        if (parts[0].isBlank() || parts.length > 3) {
            throw malformed(text, null);
        }
        try {
            return new AiTag(
                    parts[0].strip(),
                    parts.length < 3 ? null : TagCategory.of(parts[2]),
                    parts.length < 2 ? null : Double.valueOf(parts[1].strip()));
        } catch (IllegalArgumentException e) {
            throw malformed(text, e);
        }
    }

    private static Misconfigured malformed(String text, @Nullable Throwable cause) {
        return new Misconfigured(
                "setting 'mock.tags' lists tags such as beach, beach:95 or beach:95:scene, not '" + text + "'", cause);
    }

    /** What there is to be seen. */
    final class Vocabulary {
        private static final List<String> NAMES = List.of(
                "beach",
                "bicycle",
                "bird",
                "black and white",
                "blue",
                "boat",
                "bridge",
                "car",
                "cat",
                "city",
                "cloud",
                "dog",
                "flower",
                "food",
                "forest",
                "green",
                "house",
                "lake",
                "mountain",
                "night",
                "orange",
                "person",
                "portrait",
                "red",
                "river",
                "road",
                "sky",
                "snow",
                "sunset",
                "tree");

        private Vocabulary() {}
    }
}
