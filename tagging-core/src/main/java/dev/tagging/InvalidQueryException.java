package dev.tagging;

/** A search text that has no meaning. The message tells the person who typed it what to change. */
public final class InvalidQueryException extends TaggingException {

    private static final long serialVersionUID = 1L;

    private final int position;

    public InvalidQueryException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** Where in the text it went wrong, in {@code char}s from 0; the length of the text when something is missing at its end. */
    public int position() {
        return position;
    }
}
