package dev.tagging.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes texts of what the fuzzer makes: readable in files, and yet any sequence of {@code char}s that may go wrong. */
final class Text {

    private static final char UNREADABLE = '\uFFFD';
    private static final char HIGH_SURROGATE = '\uD83D';
    private static final char LOW_SURROGATE = '\uDE00';

    private Text() {}

    /** UTF-8, where bytes that are none stand for surrogates without partner. */
    static String of(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        if (text.indexOf(UNREADABLE) == -1) {
            return text;
        }
        StringBuilder broken = new StringBuilder(text);
        for (int i = 0; i < broken.length(); i++) {
            if (broken.charAt(i) == UNREADABLE) {
                broken.setCharAt(i, i % 2 == 0 ? LOW_SURROGATE : HIGH_SURROGATE);
            }
        }
        return broken.toString();
    }
}
