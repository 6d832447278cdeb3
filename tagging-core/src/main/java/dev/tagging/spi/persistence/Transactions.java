package dev.tagging.spi.persistence;

import java.util.function.Supplier;

/** How work gets into a transaction. */
public interface Transactions {

    /**
     * Runs {@code work} in the transaction bound to this thread, or in one of its own, which is committed when {@code work}
     * returns and rolled back when it throws.
     *
     * @throws dev.tagging.TaggingPersistenceException when the database fails
     */
    <T> T required(Supplier<T> work);

    /** Whether a transaction of the host is bound to this thread. */
    boolean isJoined();

    /**
     * Calls {@code action} once the present transaction has committed.
     *
     * @return false when this bridge cannot know: the action will not be called then
     */
    boolean afterCommit(Runnable action);
}
