package dev.tagging.provider.moondream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes tags of what models say in lists: without articles and filler, one thing each. */
final class TagWords {

    private static final int MAX_WORDS = 4;
    private static final int MAX_CHARACTERS = 40;

    private static final Pattern BEGINNING = Pattern.compile(
            "^(?:(?:and|or|also|maybe|possibly|with|a|an|the|some|several|many|various|two|three|four|one|its|his|her|their)\\s+)+");
    private static final Pattern BULLET = Pattern.compile("^[\\s\"'`*•\\-\\d.)(\\[]+|[\\s\"'`*.!:)\\]]+$");
    private static final Pattern AND = Pattern.compile("\\s+(?:and|&)\\s+");

    /** Pairs that are one thing. */
    private static final Set<String> INSEPARABLE = Set.of("black and white", "salt and pepper", "rock and roll");

    /** What a model says when it has nothing to say, or says of every image. */
    private static final Set<String> EMPTY = Set.of(
            "none",
            "nothing",
            "no",
            "yes",
            "not applicable",
            "unknown",
            "n/a",
            "na",
            "etc",
            "other",
            "others",
            "image",
            "picture",
            "photo",
            "photograph",
            "object",
            "objects",
            "main objects",
            "scene",
            "color",
            "colors",
            "tag",
            "tags",
            "text",
            "list",
            "it",
            "this",
            "that");

    private TagWords() {}

    /** The tags in one item of a list; none when it is filler or a sentence. */
    static List<String> of(String item) {
        String text = item.strip().toLowerCase(Locale.ROOT);
        List<String> tags = new ArrayList<>();
        for (String part : INSEPARABLE.contains(text) ? new String[] {text} : AND.split(text)) {
            String bare = BULLET.matcher(part).replaceAll("");
            String tag = BEGINNING.matcher(bare).replaceFirst("").strip();
            if (!tag.isEmpty()
                    && !EMPTY.contains(tag)
                    && tag.length() <= MAX_CHARACTERS
                    && tag.split("\\s+").length <= MAX_WORDS) {
                tags.add(tag);
            }
        }
        return tags;
    }
}
