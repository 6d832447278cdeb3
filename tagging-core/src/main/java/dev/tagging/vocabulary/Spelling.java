package dev.tagging.vocabulary;

import dev.tagging.TagName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What there is to know of English to recognise a noun in its other forms. */
final class Spelling {

    private static final Map<String, String> AMERICAN = Map.ofEntries(
            Map.entry("aeroplane", "airplane"),
            Map.entry("aluminium", "aluminum"),
            Map.entry("armour", "armor"),
            Map.entry("ax", "axe"),
            Map.entry("centre", "center"),
            Map.entry("centred", "centered"),
            Map.entry("chequered", "checkered"),
            Map.entry("chilli", "chili"),
            Map.entry("colour", "color"),
            Map.entry("coloured", "colored"),
            Map.entry("colourful", "colorful"),
            Map.entry("colourless", "colorless"),
            Map.entry("cosy", "cozy"),
            Map.entry("doughnut", "donut"),
            Map.entry("grey", "gray"),
            Map.entry("greyish", "grayish"),
            Map.entry("greyscale", "grayscale"),
            Map.entry("harbour", "harbor"),
            Map.entry("jewellery", "jewelry"),
            Map.entry("licence", "license"),
            Map.entry("moustache", "mustache"),
            Map.entry("multicolour", "multicolor"),
            Map.entry("multicoloured", "multicolored"),
            Map.entry("neighbourhood", "neighborhood"),
            Map.entry("ochre", "ocher"),
            Map.entry("omelette", "omelet"),
            Map.entry("organised", "organized"),
            Map.entry("pyjamas", "pajamas"),
            Map.entry("theatre", "theater"),
            Map.entry("tyre", "tire"),
            Map.entry("whisky", "whiskey"),
            Map.entry("woollen", "woolen"),
            Map.entry("yoghurt", "yogurt"));

    private static final Map<String, String> IRREGULAR = Map.of(
            "cacti",
            "cactus",
            "children",
            "child",
            "feet",
            "foot",
            "geese",
            "goose",
            "mice",
            "mouse",
            "oxen",
            "ox",
            "teeth",
            "tooth");

    private static final Set<String> PREPOSITIONS = Set.of(
            "at", "by", "for", "from", "holding", "in", "near", "of", "on", "over", "under", "wearing", "with",
            "without");

    private Spelling() {}

    /** The words of a name in their normal spelling; hyphens separate them like spaces. */
    static List<String> words(TagName name) {
        return Arrays.stream(name.value().split("[ -]+", -1))
                .map(Spelling::american)
                .toList();
    }

    /** The one word that says what the thing is: the last, or the last before the first preposition. */
    static List<String> headOf(List<String> words) {
        int end = 1;
        while (end < words.size() && !PREPOSITIONS.contains(words.get(end))) {
            end++;
        }
        return words.subList(end - 1, end);
    }

    /**
     * What the word may be the plural of, likeliest first; most of these are no words. Empty for words that only look like
     * plurals (glass, bus, tennis).
     */
    static List<String> singulars(String word) {
        List<String> singulars = new ArrayList<>();
        String irregular = IRREGULAR.get(word);
        if (irregular != null) {
            singulars.add(irregular);
        }
        replaceEnd(word, "men", "man", singulars);
        if (!word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is")) {
            replaceEnd(word, "s", "", singulars);
            replaceEnd(word, "ies", "y", singulars);
            replaceEnd(word, "ves", "f", singulars);
            replaceEnd(word, "ves", "fe", singulars);
            for (String sibilant : List.of("s", "x", "z", "ch", "sh", "o")) {
                replaceEnd(word, sibilant + "es", sibilant, singulars);
            }
        }
        return singulars.stream().map(Spelling::american).toList();
    }

    private static void replaceEnd(String word, String end, String replacement, List<String> results) {
        if (word.endsWith(end)) {
            results.add(word.substring(0, word.length() - end.length()) + replacement);
        }
    }

    private static String american(String word) {
        return AMERICAN.getOrDefault(word, word);
    }
}
