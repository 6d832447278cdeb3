package dev.tagging;

import java.time.Instant;

/** A rate, a daily quota or a monthly budget is used up. */
public final class QuotaExceededException extends TaggingException {

    private static final long serialVersionUID = 1L;

    private final Instant availableAt;

    public QuotaExceededException(String message, Instant availableAt) {
        super(message + "; available again at " + availableAt);
        this.availableAt = availableAt;
    }

    /** When there is something to use again. */
    public Instant availableAt() {
        return availableAt;
    }
}
