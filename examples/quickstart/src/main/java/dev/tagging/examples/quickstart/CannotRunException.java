package dev.tagging.examples.quickstart;

/** What was asked for cannot be done. The message is for the person who asked, and says what to do about it. */
final class CannotRunException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Exit code when the person has to ask for something else. */
    static final int USAGE = 2;

    /** Exit code when the machine is in the way. */
    static final int FAILURE = 1;

    private final int exitCode;

    private CannotRunException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CannotRunException usage(String message) {
        return new CannotRunException(USAGE, message);
    }

    static CannotRunException failure(String message) {
        return new CannotRunException(FAILURE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
