package dev.tagging.provider.djl;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the classes of a model from the files that come with models:
 *
 * <ul>
 *   <li>text, a line for each class, in order: a label, perhaps with its number behind it ({@code /k/kitchen 203}), or with the
 *       tags it stands for ({@code beacon = lighthouse, tower}); lines that begin with {@code #} are comments;
 *   <li>JSON: a list of labels, a list of lists whose last text is the label, or an object whose keys are the numbers of
 *       the classes ({@code id2label} of a configuration).
 * </ul>
 *
 * {@code imagenet-1k}, {@code places365} and {@code coco-80} are built in.
 */
final class LabelFiles {

    private static final Pattern BUILT_IN = Pattern.compile("[a-z0-9-]+");
    private static final Pattern NUMBERED = Pattern.compile("^(\\S.*?)\\s+(\\d+)$");

    private LabelFiles() {}

    /** A label set of that name that is built in; empty when there is none. */
    static Optional<LabelSet> builtIn(String name) {
        if (!BUILT_IN.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream in = LabelFiles.class.getResourceAsStream("labels/" + name + ".txt")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the label set " + name + " in the jar", e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it holds no labels, saying why
     */
    static LabelSet read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    static LabelSet parse(String text) {
        String start = text.stripLeading();
        List<List<String>> tags = start.startsWith("[") || start.startsWith("{") ? json(text) : lines(text);
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("it holds no labels");
        }
        return LabelSet.of(tags);
    }

    private static List<List<String>> lines(String text) {
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        boolean numbered = true;
        for (int i = 0; i < lines.size() && numbered; i++) {
            var matcher = NUMBERED.matcher(lines.get(i).strip());
            numbered = matcher.matches() && matcher.group(2).equals(String.valueOf(i));
        }
        List<List<String>> tags = new ArrayList<>(lines.size());
        for (String line : lines) {
            tags.add(LabelSet.tagsOf(numbered ? NUMBERED.matcher(line.strip()).replaceFirst("$1") : line));
        }
        return tags;
    }

    private static List<List<String>> json(String text) {
        try {
            JsonElement root = JsonParser.parseString(text);
            if (root instanceof JsonArray array) {
                return array.asList().stream()
                        .map(LabelFiles::label)
                        .map(LabelSet::tagsOf)
                        .toList();
            }
            JsonObject object = root.getAsJsonObject();
            JsonObject labels = object.get("id2label") instanceof JsonObject inner ? inner : object;
            List<Map.Entry<String, JsonElement>> entries = new ArrayList<>(labels.entrySet());
            entries.sort(Comparator.comparingInt(entry -> Integer.parseInt(entry.getKey())));
            for (int i = 0; i < entries.size(); i++) {
                if (Integer.parseInt(entries.get(i).getKey()) != i) {
                    throw new IllegalArgumentException("class " + i + " is missing");
                }
            }
            return entries.stream()
                    .map(Map.Entry::getValue)
                    .map(LabelFiles::label)
                    .map(LabelSet::tagsOf)
                    .toList();
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            throw new IllegalArgumentException("it is no list of labels in JSON: " + e.getMessage(), e);
        }
    }

    private static String label(JsonElement element) {
        return element instanceof JsonArray array ? array.get(array.size() - 1).getAsString() : element.getAsString();
    }
}
