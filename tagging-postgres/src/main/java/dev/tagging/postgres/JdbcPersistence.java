package dev.tagging.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Keeps everything in PostgreSQL over a plain {@link DataSource}. To take part in a transaction of the host's, run the calls
 * inside {@link #join(Object, java.util.function.Supplier)}.
 */
public final class JdbcPersistence extends PostgresPersistence<Connection> {

    private JdbcPersistence(JdbcBridge bridge) {
        super(bridge);
    }

    /** Makes an adapter. The connections' isolation level stays as the data source gives it; READ COMMITTED is expected. */
    public static JdbcPersistence create(DataSource dataSource) {
        return new JdbcPersistence(new JdbcBridge(dataSource));
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
                try {
                    work.run(connection);
                    connection.commit();
                } catch (SQLException | RuntimeException | Error e) {
                    rollback(connection, autoCommit, e);
                    throw e;
                }
                if (autoCommit) {
                    connection.setAutoCommit(true);
                }
            }
        }

        /** What went wrong first counts; on a dead connection nothing can be rolled back, nor need it. */
        private static void rollback(Connection connection, boolean autoCommit, Throwable reason) {
            try {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            } catch (SQLException e) {
                reason.addSuppressed(e);
            }
        }

        @Override
        protected void requireBegun(Connection connection) throws SQLException {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "the connection is in auto-commit mode: call setAutoCommit(false) before joining");
            }
        }

        @Override
        protected <T> T onConnection(Connection transaction, ConnectionWork<T> work) throws SQLException {
            return work.run(transaction);
        }
    }
}
