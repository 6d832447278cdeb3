package dev.tagging;

import dev.tagging.InvalidTagNameException.Rule;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a tag in its one canonical form: lower case ({@link Locale#ROOT}), Unicode NFC, inner white space folded to
 * single spaces, none at the ends. It holds letters, combining marks and digits of any script, spaces and hyphens, in
 * {@value #MIN_LENGTH} to {@value #MAX_LENGTH} code points; a single ideograph ("犬") is enough. It begins with a letter or
 * digit and does not end with a hyphen. {@code TagName.of(name.value())} is always equal to {@code name}.
 *
 * @param value the canonical form; the constructor refuses any other, use {@link #of(String)}
 */
public record TagName(String value) implements Comparable<TagName> {

    /** Fewest code points of a name, unless it is one ideograph. */
    public static final int MIN_LENGTH = 2;

    /** Most code points of a name. */
    public static final int MAX_LENGTH = 50;

    /** Longer texts are not even looked at: no tag can come of them, and refusing must stay cheap. */
    private static final int MAX_INPUT = 1_000;

    private static final int ZERO_WIDTH_SPACE = 0x200B;

    public TagName {
        if (!value.equals(canonical(value))) {
            throw new IllegalArgumentException("not canonical, use TagName.of: " + abbreviate(value));
        }
        check(value);
    }

    /**
     * Reads a name as a person typed it.
     *
     * @throws InvalidTagNameException when the text cannot be a tag; nothing is dropped or replaced silently but case and
     *     white space
     */
    public static TagName of(String text) {
        if (text.length() > MAX_INPUT) {
            throw new InvalidTagNameException(Rule.TOO_LONG, tooLong(text, text.codePointCount(0, text.length())));
        }
        String canonical = canonical(text);
        check(canonical);
        return new TagName(canonical);
    }

    /**
     * Makes a name of what a machine said: apostrophes and invisible format characters vanish, other punctuation separates
     * words, and words past the length limit are left off ("Valentine's Day!" becomes {@code valentines day}). Empty when no
     * name remains.
     */
    public static Optional<TagName> clean(String text) {
        StringBuilder name = new StringBuilder();
        for (String word : bareWords(text).split(" ", -1)) {
            String bare = canonical(stripTrailingHyphens(word));
            int length = name.codePointCount(0, name.length()) + (name.isEmpty() ? 0 : 1);
            if (length + bare.codePointCount(0, bare.length()) > MAX_LENGTH) {
                break;
            }
            if (!bare.isEmpty()) {
                name.append(name.isEmpty() ? "" : " ").append(bare);
            }
        }
        String candidate = name.toString();
        return problem(candidate) == null ? Optional.of(new TagName(candidate)) : Optional.empty();
    }

    /** Words separated by single spaces, still in their own case: a Greek sigma looks different at the end of a word. */
    private static String bareWords(String text) {
        String head = text.length() > MAX_INPUT ? text.substring(0, MAX_INPUT) : text;
        StringBuilder kept = new StringBuilder(head.length());
        Normalizer.normalize(head, Normalizer.Form.NFC).codePoints().forEach(c -> {
            boolean wordSoFar = !kept.isEmpty() && kept.charAt(kept.length() - 1) != ' ';
            if (Character.isLetterOrDigit(c) || (wordSoFar && (isMark(c) || isHyphen(c)))) {
                kept.appendCodePoint(isHyphen(c) ? '-' : c);
            } else if (!vanishes(c) && !isMark(c) && wordSoFar) {
                kept.append(' ');
            }
        });
        return kept.toString();
    }

    @Override
    public int compareTo(TagName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String canonical(String text) {
        String lower = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        StringBuilder folded = new StringBuilder(lower.length());
        lower.codePoints().forEach(c -> {
            if (!isSpace(c)) {
                folded.appendCodePoint(isHyphen(c) ? '-' : c);
            } else if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
        });
        int length = folded.length();
        if (length > 0 && folded.charAt(length - 1) == ' ') {
            folded.setLength(length - 1);
        }
        return folded.toString();
    }

    private static void check(String canonical) {
        InvalidTagNameException problem = problem(canonical);
        if (problem != null) {
            throw problem;
        }
    }

    private static @Nullable InvalidTagNameException problem(String canonical) {
        if (canonical.isEmpty()) {
            return new InvalidTagNameException(Rule.BLANK, "a tag needs at least " + MIN_LENGTH + " characters");
        }
        int length = canonical.codePointCount(0, canonical.length());
        if (length > MAX_LENGTH) {
            return new InvalidTagNameException(Rule.TOO_LONG, tooLong(canonical, length));
        }
        int[] codePoints = canonical.codePoints().toArray();
        for (int c : codePoints) {
            if (!Character.isLetterOrDigit(c) && !isMark(c) && c != ' ' && c != '-') {
                return new InvalidTagNameException(
                        Rule.FORBIDDEN_CHARACTER,
                        "a tag has letters, digits, spaces and hyphens only, not U+%04X: %s"
                                .formatted(c, abbreviate(canonical)));
            }
        }
        if (isMark(codePoints[0]) || codePoints[0] == '-' || codePoints[length - 1] == '-') {
            return new InvalidTagNameException(
                    Rule.MISPLACED_CHARACTER,
                    "a tag begins with a letter or digit and does not end with a hyphen: " + abbreviate(canonical));
        }
        if (length < MIN_LENGTH && !Character.isIdeographic(codePoints[0])) {
            return new InvalidTagNameException(
                    Rule.TOO_SHORT,
                    "a tag needs at least " + MIN_LENGTH + " characters, or one ideograph: " + canonical);
        }
        return null;
    }

    private static String tooLong(String text, int length) {
        return "a tag has at most " + MAX_LENGTH + " characters, this one has " + length + ": " + abbreviate(text);
    }

    private static String abbreviate(String text) {
        return text.codePointCount(0, text.length()) <= MAX_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH)) + "…";
    }

    private static String stripTrailingHyphens(String word) {
        int end = word.length();
        while (end > 0 && word.charAt(end - 1) == '-') {
            end--;
        }
        return word.substring(0, end);
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** ASCII hyphen-minus, Unicode hyphen and non-breaking hyphen are one character to a person. */
    private static boolean isHyphen(int c) {
        return c == '-' || c == 0x2010 || c == 0x2011;
    }

    /** Apostrophes and what has no looks of its own; a zero width space stands between words. */
    private static boolean vanishes(int c) {
        return c == '\''
                || c == '\u2019'
                || c == '`'
                || c == '\u00B4'
                || (Character.getType(c) == Character.FORMAT && c != ZERO_WIDTH_SPACE);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
