package dev.tagging;

/** Checks shared by the identifiers a host hands in: whatever passes can be stored in PostgreSQL and logged on one line. */
final class Text {
    private Text() {}

    /**
     * Returns {@code value} when it has 1 to {@code maxLength} characters, none of them a control character or an unpaired
     * surrogate.
     *
     * @throws IllegalArgumentException naming {@code what} and the rule that was broken
     */
    static String requireStorable(String value, String what, int maxLength) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " is blank");
        }
        if (value.length() > maxLength) {
            throw new IllegalArgumentException(
                    what + " has " + value.length() + " characters, the limit is " + maxLength);
        }
        for (int i = 0; i < value.length(); ) {
            int codePoint = value.codePointAt(i);
            if (Character.isISOControl(codePoint)) {
                throw new IllegalArgumentException(
                        what + " has the control character U+%04X at position %d".formatted(codePoint, i));
            }
            if (Character.getType(codePoint) == Character.SURROGATE) {
                throw new IllegalArgumentException(what + " has an unpaired surrogate at position " + i);
            }
            i += Character.charCount(codePoint);
        }
        return value;
    }
}
