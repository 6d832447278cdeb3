package dev.tagging.jooq;

import dev.tagging.postgres.Bridge;
import dev.tagging.postgres.PostgresPersistence;
import org.jooq.DSLContext;

/**
 * Keeps everything in PostgreSQL through jOOQ's connections and transactions. A {@code DSLContext} that knows its
 * transactions by itself, as Spring's does, is all it takes; elsewhere the host says which one it is in:
 *
 * <pre>{@code
 * dsl.transaction(trx -> persistence.join(trx.dsl(), () -> tagging.catalog().register(image)));
 * }</pre>
 */
public final class JooqPersistence extends PostgresPersistence<DSLContext> {

    private JooqPersistence(JooqBridge bridge) {
        super(bridge);
    }

    /** Makes an adapter whose own transactions are those of {@code dsl.transaction}; READ COMMITTED is expected. */
    public static JooqPersistence create(DSLContext dsl) {
        return new JooqPersistence(new JooqBridge(dsl));
    }

    private static final class JooqBridge extends Bridge<DSLContext> {

        private final DSLContext dsl;

        JooqBridge(DSLContext dsl) {
            this.dsl = dsl;
        }

        @Override
        protected void requireBegun(DSLContext transaction) {
            boolean autoCommit = transaction.connectionResult(connection -> connection.getAutoCommit());
            if (autoCommit) {
                throw new IllegalStateException("this DSLContext is in no transaction: join with the trx.dsl() that"
                        + " dsl.transaction(trx -> …) hands over, not with the outer one");
            }
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
