package dev.tagging.provider.djl;

import dev.tagging.TagName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a tag that a person would type of a label as data sets write it:
 *
 * <ul>
 *   <li>WordNet ids and remarks in brackets go: {@code n02123045 tabby}, {@code crane (bird)};
 *   <li>of a path the first name stays: {@code /k/kitchen}, {@code /f/florist_shop/indoor} becomes {@code florist shop};
 *   <li>of several synonyms the first, or the one that says the same with one word more, which tells what it is:
 *       {@code tabby, tabby cat} becomes {@code tabby cat};
 *   <li>underscores are spaces, and all is in the form of {@link TagName#clean}.
 * </ul>
 */
final class LabelCleaner {

    private static final Pattern WORDNET_ID = Pattern.compile("^n\\d{8}\\s+");
    private static final Pattern BRACKETS = Pattern.compile("\\s*[(\\[][^)\\]]*[)\\]]");

    private LabelCleaner() {}

    /** Empty when no tag can come of the label. */
    static Optional<String> clean(String label) {
        String text = WORDNET_ID.matcher(label.strip()).replaceFirst("");
        text = BRACKETS.matcher(text).replaceAll("");
        if (text.startsWith("/")) {
            text = firstName(text);
        }
        List<String> synonyms = Stream.of(text.split(","))
                .map(LabelCleaner::words)
                .filter(s -> !s.isEmpty())
                .toList();
        if (synonyms.isEmpty()) {
            return Optional.empty();
        }
        String first = synonyms.get(0);
        return TagName.clean(synonyms.stream()
                        .filter(synonym -> synonym.toLowerCase(Locale.ROOT)
                                .matches(Pattern.quote(first.toLowerCase(Locale.ROOT)) + " \\S+"))
                        .findFirst()
                        .orElse(first))
                .map(TagName::value);
    }

    /** {@code /k/kitchen}: the single letter is a folder of the data set, what follows the name tells variants apart. */
    private static String firstName(String path) {
        return Stream.of(path.split("/"))
                .filter(part -> part.strip().length() > 1)
                .findFirst()
                .orElse("");
    }

    private static String words(String text) {
        return text.replace('_', ' ').strip().replaceAll("\\s+", " ");
    }
}
