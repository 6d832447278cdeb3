package dev.tagging.benchmarks.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Names of tags, by falling use: a few dozen that everybody knows, then made-up words, a third of them two words long. */
final class Names {
    private Names() {}

    private static final String[] KNOWN = {
        "person",
        "sky",
        "tree",
        "outdoor",
        "indoor",
        "water",
        "building",
        "grass",
        "dog",
        "beach",
        "car",
        "street",
        "flower",
        "food",
        "cat",
        "mountain",
        "sunset",
        "table",
        "child",
        "portrait",
        "snow",
        "river",
        "forest",
        "night",
        "boat",
        "bird",
        "party",
        "city",
        "house",
        "road",
        "garden",
        "lake",
        "wedding",
        "horse",
        "sand",
        "bridge",
        "golden retriever",
        "window",
        "chair",
        "cloud"
    };

    private static final String[] BEGINNINGS = {
        "b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "pr",
        "qu", "r", "s", "sh", "sl", "st", "str", "t", "th", "tr", "v", "w", "y", "z", ""
    };
    private static final String[] VOWELS = {"a", "e", "i", "o", "u", "ai", "ea", "ou", "ee", "oo"};
    private static final String[] ENDINGS = {
        "", "", "n", "r", "s", "t", "l", "ng", "nd", "st", "ck", "rm", "ing", "ers", "ed"
    };

    static List<String> of(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<String> names = new LinkedHashSet<>(List.of(KNOWN));
        List<String> words = new ArrayList<>(names);
        while (names.size() < count) {
            String name = random.nextInt(3) == 0
                    ? words.get(random.nextInt(words.size())) + " " + words.get(random.nextInt(words.size()))
                    : word(random);
            if (name.length() >= 2 && name.length() <= 40 && names.add(name) && name.indexOf(' ') < 0) {
                words.add(name);
            }
        }
        return List.copyOf(names);
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        int syllables = 1 + random.nextInt(3);
        for (int i = 0; i < syllables; i++) {
            word.append(BEGINNINGS[random.nextInt(BEGINNINGS.length)]).append(VOWELS[random.nextInt(VOWELS.length)]);
        }
        return word.append(ENDINGS[random.nextInt(ENDINGS.length)]).toString();
    }
}
