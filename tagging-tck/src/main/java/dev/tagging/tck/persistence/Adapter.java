package dev.tagging.tck.persistence;

import dev.tagging.spi.persistence.Persistence;

/** An adapter on one data source, and a host that uses the same data source in its own way. */
public interface Adapter extends AutoCloseable {

    /** The adapter under test, always the same instance. */
    Persistence persistence();

    /**
     * Does what a host does: begins a transaction on the data source, runs {@code work}, commits. When {@code work} throws,
     * rolls back and throws that on, or something caused by it. The adapter takes no part in it unless {@code work} calls
     * {@link HostTransaction#join}.
     */
    void inHostTransaction(HostWork work) throws Exception;

    /** Frees what was made for the adapter; the data source is closed by others. */
    @Override
    default void close() {}

    /** What a host does in its transaction. */
    @FunctionalInterface
    interface HostWork {
        void run(HostTransaction transaction) throws Exception;
    }

    /** A transaction of the host's. */
    interface HostTransaction {

        /** Runs a statement of the host's own in the transaction. */
        void execute(String sql) throws Exception;

        /** Binds the transaction to this thread while {@code work} runs. */
        void join(Runnable work);
    }
}
