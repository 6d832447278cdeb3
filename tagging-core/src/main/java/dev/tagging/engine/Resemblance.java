package dev.tagging.engine;

import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/** How much two texts differ, in letters left out, put in, taken for others, or swapped with their neighbour. */
final class Resemblance {
    private Resemblance() {}

    /** Most alike first, then by name. */
    static Comparator<String> to(String word) {
        return Comparator.comparingInt((String name) -> between(word, name)).thenComparing(Function.identity());
    }

    /** How far a name is from a word: as far as the name as a whole, or the nearest of its words. */
    static int between(String word, String name) {
        return Stream.concat(Stream.of(name), Stream.of(name.split(" ")))
                .mapToInt(part -> distance(word, part))
                .min()
                .orElseThrow();
    }

    /** The "optimal string alignment" distance. */
    static int distance(String one, String other) {
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        int[] beforeLast = new int[b.length + 1];
        int[] last = new int[b.length + 1];
        int[] row = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length];
    }
}
