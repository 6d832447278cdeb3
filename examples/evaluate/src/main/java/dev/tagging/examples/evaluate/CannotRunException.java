package dev.tagging.examples.evaluate;

/** What was asked for makes no sense or is not there. The message is for the person who asked. */
final class CannotRunException extends Exception {

    private static final long serialVersionUID = 1L;

    CannotRunException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
