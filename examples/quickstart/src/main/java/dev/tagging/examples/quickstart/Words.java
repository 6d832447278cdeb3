package dev.tagging.examples.quickstart;

import java.time.Duration;
import java.util.Locale;

/** Numbers and names as people read them. */
final class Words {

    private Words() {}

    /** "1 photo", "1,234 photos". */
    static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    /** "0.4 s", "12 s", "3 min 05 s", "2 h 10 min". */
    static String duration(Duration duration) {
        return duration.toMillis() < 9_950
                ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3)
                : roughly(duration);
    }

    /** The same in whole seconds. */
    static String roughly(Duration duration) {
        long seconds = (duration.toMillis() + 500) / 1_000;
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
                : "%d h %02d min".formatted(seconds / 3_600, seconds / 60 % 60);
    }

    /** "12.3", "1,234". */
    static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%.1f" : "%,.0f", perSecond);
    }

    /** A name with what would disturb a terminal made visible: control and direction characters, unpaired surrogates. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (disturbs(c)) {
                visible.append("\\u%04x".formatted(c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }

    private static boolean disturbs(int c) {
        int type = Character.getType(c);
        boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return Character.isISOControl(c)
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || turnsDirection;
    }
}
