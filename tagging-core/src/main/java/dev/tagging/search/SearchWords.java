package dev.tagging.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts text into the words that are searched. A word is a run of letters and digits of any script with their combining
 * marks, in lower case ({@link Locale#ROOT}) and NFC. Apostrophes and invisible format characters vanish
 * ({@code valentine's} is the word {@code valentines}); everything else separates words. Words are cut off after
 * {@value #MAX_WORD_LENGTH} code points, in queries as in filenames, so that a long word still finds itself.
 */
public final class SearchWords {

    /** Most code points of a word. */
    public static final int MAX_WORD_LENGTH = 100;

    /** Most words of a line of {@link #ofFilename}. */
    public static final int MAX_WORDS = 200;

    private static final int ZERO_WIDTH_SPACE = 0x200B;

    private SearchWords() {}

    /**
     * The words of one piece of a query, or of a tag, in order. {@code BeachVacation} and {@code img1234} are one word each.
     */
    public static List<String> ofText(String text) {
        return words(text, Integer.MAX_VALUE, Split.NOWHERE);
    }

    /**
     * The text to index for a filename: words separated by single spaces, in one to three lines separated by {@code '\n'};
     * empty when the name has no words. Directories and extension are words like the others. No phrase reaches over the end
     * of a line.
     *
     * <p>Each line holds the whole name, cut differently, and a line equal to an earlier one is left out. The name
     * {@code trips/iPhone12_BeachVacation.jpg} becomes
     *
     * <pre>
     * trips i phone 12 beach vacation jpg    at case changes and between letters and digits
     * trips iphone 12 beachvacation jpg      between letters and digits
     * trips iphone12 beachvacation jpg       as in {@link #ofText}
     * </pre>
     *
     * so that people find it by {@code vacation}, by {@code iphone 12} and by the name itself: {@link #ofText} of any stretch
     * of the name is a phrase of the last line.
     */
    public static String ofFilename(String filename) {
        Set<String> lines = new LinkedHashSet<>();
        for (Split split : Split.values()) {
            lines.add(String.join(" ", words(filename, MAX_WORDS, split)));
        }
        return String.join("\n", lines);
    }

    /** Refuses what {@link #ofText} would not leave as it is. */
    static void requireWord(String word) {
        if (!ofText(word).equals(List.of(word))) {
            throw new IllegalArgumentException("not a search word: '" + word + "'");
        }
    }

    /** The text without the punctuation around it. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && !Character.isLetterOrDigit(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (start < end && !isWordPart(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static List<String> words(String text, int limit, Split split) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int[] codePoints =
                Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().toArray();
        int previous = ' ';
        for (int i = 0; i < codePoints.length && words.size() < limit; i++) {
            int c = codePoints[i];
            if (Character.isLetterOrDigit(c)) {
                if (split.isBetween(previous, c, nextLetter(codePoints, i))) {
                    finish(word, words);
                }
                word.appendCodePoint(c);
                previous = c;
            } else if (isMark(c)) {
                if (!word.isEmpty()) {
                    word.appendCodePoint(c);
                }
            } else if (!vanishes(c)) {
                finish(word, words);
                previous = ' ';
            }
        }
        if (words.size() < limit) {
            finish(word, words);
        }
        return words;
    }

    private static int nextLetter(int[] codePoints, int i) {
        int next = i + 1;
        while (next < codePoints.length && (isMark(codePoints[next]) || vanishes(codePoints[next]))) {
            next++;
        }
        return next < codePoints.length ? codePoints[next] : ' ';
    }

    /** Lower case comes last: a Greek sigma looks different at the end of a word. */
    private static void finish(StringBuilder letters, List<String> words) {
        if (letters.isEmpty()) {
            return;
        }
        String word = Normalizer.normalize(letters.toString().toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        letters.setLength(0);
        words.add(
                word.codePointCount(0, word.length()) <= MAX_WORD_LENGTH
                        ? word
                        : word.substring(0, word.offsetByCodePoints(0, MAX_WORD_LENGTH)));
    }

    private static boolean vanishes(int c) {
        return c == '\''
                || c == '\u2019'
                || c == '`'
                || c == '\u00B4'
                || (Character.getType(c) == Character.FORMAT && c != ZERO_WIDTH_SPACE);
    }

    private static boolean isWordPart(int c) {
        return Character.isLetterOrDigit(c) || isMark(c);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Where a run of letters and digits is cut. */
    private enum Split {
        CASE_AND_DIGITS {
            @Override
            boolean isBetween(int previous, int c, int next) {
                boolean atCapital = isCapital(c)
                        && (Character.isLowerCase(previous) || (isCapital(previous) && Character.isLowerCase(next)));
                return atCapital || DIGITS.isBetween(previous, c, next);
            }
        },
        DIGITS {
            @Override
            boolean isBetween(int previous, int c, int next) {
                return Character.isDigit(previous) != Character.isDigit(c);
            }
        },
        NOWHERE {
            @Override
            boolean isBetween(int previous, int c, int next) {
                return false;
            }
        };

        /** Whether a word ends between two neighbours, the second of which is followed by {@code next}. */
        abstract boolean isBetween(int previous, int c, int next);

        private static boolean isCapital(int c) {
            return Character.isUpperCase(c) || Character.isTitleCase(c);
        }
    }
}
