package dev.tagging.tck.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** SQL as anybody may send it to the database, each statement in a transaction of its own. */
public final class Sql {

    private final DataSource dataSource;

    public Sql(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Runs a statement; how many rows it changed. */
    public int update(String sql, Object... values) {
        return on(connection -> update(connection, sql, values));
    }

    /** The SQLSTATE that a statement fails with; empty when it succeeds, as {@link #update} does. */
    Optional<String> failure(String sql, Object... values) {
        return on(connection -> {
            try {
                update(connection, sql, values);
                return Optional.empty();
            } catch (SQLException e) {
                return Optional.of(e.getSQLState());
            }
        });
    }

    /** The number in the only column of the only row; 0 for null. */
    public long number(String sql, Object... values) {
        return on(connection -> number(connection, sql, values));
    }

    /** Each row as text, its columns separated by bars. */
    public List<String> rows(String sql, Object... values) {
        return on(connection -> rows(connection, sql, values));
    }

    /** Asks again and again until the number is {@code expected}. */
    void await(String sql, long expected, Duration patience, Object... values) {
        Instant end = Instant.now().plus(patience);
        long number = number(sql, values);
        while (number != expected) {
            assertThat(Instant.now())
                    .as("%d instead of %d: %s", number, expected, sql)
                    .isBefore(end);
            number("select count(pg_sleep(0.02))");
            number = number(sql, values);
        }
    }

    /** Runs {@code work} in a transaction that is rolled back afterwards. */
    <T> T rolledBack(OnConnection<T> work) {
        return on(connection -> {
            connection.setAutoCommit(false);
            try {
                return work.run(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    static long number(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    static List<String> rows(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet row = statement.executeQuery()) {
            List<String> rows = new ArrayList<>();
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    cells.add(String.valueOf(row.getString(column)));
                }
                rows.add(String.join("|", cells));
            }
            return rows;
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private <T> T on(OnConnection<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw new AssertionError("the test's own SQL failed", e);
        }
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface OnConnection<T> {
        T run(Connection connection) throws SQLException;
    }
}
