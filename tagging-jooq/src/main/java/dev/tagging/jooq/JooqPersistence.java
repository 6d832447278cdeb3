package dev.tagging.jooq;

import dev.tagging.postgres.Bridge;
import dev.tagging.postgres.PostgresPersistence;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/**
 * Keeps everything in PostgreSQL through jOOQ's connections and transactions. A {@code DSLContext} that knows its
 * transactions by itself, as Spring's does, is all it takes; elsewhere the host says which one it is in:
 *
 * <pre>{@code
 * dsl.transaction(trx -> persistence.join(trx.dsl(), () -> tagging.catalog().register(image)));
 * }</pre>
 */
public final class JooqPersistence extends PostgresPersistence {

    private final JooqBridge bridge;

    private JooqPersistence(JooqBridge bridge) {
        super(bridge);
        this.bridge = bridge;
    }

    /** Makes an adapter whose own transactions are those of {@code dsl.transaction}. */
    public static JooqPersistence create(DSLContext dsl) {
        return new JooqPersistence(new JooqBridge(dsl));
    }

    /**
     * Lets all services called by {@code work} in this thread run inside the transaction of {@code transaction}, which stays
     * the caller's to end. Calls may nest.
     *
     * @param transaction the context jOOQ hands to a transaction ({@code trx.dsl()})
     * @throws IllegalStateException when that context is in no transaction
     */
    public <T> T join(DSLContext transaction, Supplier<T> work) {
        boolean autoCommit = transaction.connectionResult(connection -> connection.getAutoCommit());
        if (autoCommit) {
            throw new IllegalStateException("this DSLContext is in no transaction: join with the trx.dsl() that"
                    + " dsl.transaction(trx -> …) hands over, not with the outer one");
        }
        return bridge.join(transaction, work);
    }

    /** Like {@link #join(DSLContext, Supplier)} for work without a result. */
    public void join(DSLContext transaction, Runnable work) {
        this.<Boolean>join(transaction, () -> {
            work.run();
            return true;
        });
    }

    private static final class JooqBridge extends Bridge<DSLContext> {

        private final DSLContext dsl;

        JooqBridge(DSLContext dsl) {
            this.dsl = dsl;
        }

        <T> T join(DSLContext transaction, Supplier<T> work) {
            return joining(transaction, work);
        }

        @Override
        protected void runOwn(Work<DSLContext> work) {
            dsl.transaction(transaction -> work.run(transaction.dsl()));
        }

        @Override
        protected <T> T onConnection(DSLContext transaction, ConnectionWork<T> work) {
            return transaction.connectionResult(work::run);
        }
    }
}
