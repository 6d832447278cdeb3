package dev.tagging.engine;

/** Makes texts of unknown origin fit for a database column. */
final class SafeText {
    private SafeText() {}

    /** At most {@code limit} characters of {@code text}, with a space for each NUL and a question mark for half a character. */
    static String of(String text, int limit) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), limit));
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int length = Character.charCount(codePoint);
            if (safe.length() + length > limit - 1 && i + length < text.length()) {
                return safe.append('…').toString();
            }
            boolean half = length == 1 && Character.isSurrogate((char) codePoint);
            safe.appendCodePoint(codePoint == 0 ? ' ' : half ? '?' : codePoint);
            i += length;
        }
        return safe.toString();
    }

    /** What to tell an operator of an exception: its message, or its class where it has none. */
    static String message(Throwable error) {
        String message = error.getMessage();
        return message == null || message.isBlank() ? error.getClass().getName() : message;
    }
}
