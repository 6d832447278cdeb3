package dev.tagging.examples.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words as they are compared: lower case, hyphens are spaces, no plural. */
final class Words {

    private Words() {}

    static String normal(String text) {
        String letters = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return letters.isEmpty()
                ? ""
                : Stream.of(letters.split(" ")).map(Words::singular).collect(Collectors.joining(" "));
    }

    /** Every run of words within a text, the text itself first and single words last. */
    static List<String> parts(String normal) {
        String[] words = normal.split(" ");
        List<String> parts = new ArrayList<>();
        for (int length = words.length; length > 0; length--) {
            for (int from = 0; from + length <= words.length; from++) {
                parts.add(String.join(" ", List.of(words).subList(from, from + length)));
            }
        }
        return parts;
    }

    /** English regular plurals. Both sides of a comparison go through it, so a wrong singular harms nobody. */
    private static String singular(String word) {
        if (word.length() < 4 || word.matches(".*(ss|us|is)")) {
            return word;
        }
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.matches(".*(ch|sh|x|z|ss|o)es")) {
            return word.substring(0, word.length() - 2);
        }
        return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }
}
