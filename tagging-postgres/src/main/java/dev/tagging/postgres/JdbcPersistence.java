package dev.tagging.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Keeps everything in PostgreSQL over a plain {@link DataSource}. To take part in a transaction of the host's, run the calls
 * inside {@link #join(Connection, Supplier)}.
 */
public final class JdbcPersistence extends PostgresPersistence {

    private final JdbcBridge bridge;

    private JdbcPersistence(JdbcBridge bridge) {
        super(bridge);
        this.bridge = bridge;
    }

    /** Makes an adapter. The connections' isolation level stays as the data source gives it; READ COMMITTED is expected. */
    public static JdbcPersistence create(DataSource dataSource) {
        return new JdbcPersistence(new JdbcBridge(dataSource));
    }

    /**
     * Lets all services called by {@code work} in this thread use {@code connection}, which must not be in auto-commit mode,
     * and whose transaction stays the caller's to end. Calls may nest.
     *
     * @throws IllegalStateException when the connection is in auto-commit mode
     */
    public <T> T join(Connection connection, Supplier<T> work) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "the connection is in auto-commit mode: call setAutoCommit(false) before joining");
            }
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
        return bridge.joining(connection, work);
    }

    /** Like {@link #join(Connection, Supplier)} for work without a result. */
    public void join(Connection connection, Runnable work) {
        this.<Boolean>join(connection, () -> {
            work.run();
            return true;
        });
    }

    private static final class JdbcBridge extends Bridge<Connection> {

        private final DataSource dataSource;

        JdbcBridge(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        protected void runOwn(Work<Connection> work) throws SQLException {
            try (Connection connection = dataSource.getConnection()) {
                boolean autoCommit = connection.getAutoCommit();
                if (autoCommit) {
                    connection.setAutoCommit(false);
                }
                boolean committed = false;
                try {
                    work.run(connection);
                    connection.commit();
                    committed = true;
                } finally {
                    if (!committed) {
                        connection.rollback();
                    }
                    if (autoCommit) {
                        connection.setAutoCommit(true);
                    }
                }
            }
        }

        @Override
        protected <T> T onConnection(Connection transaction, ConnectionWork<T> work) throws SQLException {
            return work.run(transaction);
        }
    }
}
