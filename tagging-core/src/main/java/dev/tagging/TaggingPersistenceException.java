package dev.tagging;

import org.jspecify.annotations.Nullable;

/**
 * The database could not do what was asked. Inside a host's own transaction that transaction is now useless and must be
 * rolled back; outside, the library has already retried what was worth retrying.
 */
public final class TaggingPersistenceException extends TaggingException {

    private static final long serialVersionUID = 1L;

    private final boolean transientFailure;

    public TaggingPersistenceException(String message, boolean transientFailure, @Nullable Throwable cause) {
        super(message, cause);
        this.transientFailure = transientFailure;
    }

    /**
     * Whether the same work may succeed when its whole transaction is run again: deadlock, serialization failure, lost
     * connection.
     */
    public boolean isTransient() {
        return transientFailure;
    }
}
