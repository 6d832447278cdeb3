package dev.tagging.postgres;

import dev.tagging.tck.persistence.Adapter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A host with a plain data source. */
record JdbcAdapter(DataSource dataSource, JdbcPersistence persistence) implements Adapter {

    static JdbcAdapter create(DataSource dataSource) {
        return new JdbcAdapter(dataSource, JdbcPersistence.create(dataSource));
    }

    @Override
    public void inHostTransaction(HostWork work) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                work.run(new JdbcTransaction(persistence, connection));
                connection.commit();
            } finally {
                connection.rollback();
            }
        }
    }

    private record JdbcTransaction(JdbcPersistence persistence, Connection connection)
            implements Adapter.HostTransaction {

        @Override
        public void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void join(Runnable work) {
            persistence.join(connection, work);
        }
    }
}
