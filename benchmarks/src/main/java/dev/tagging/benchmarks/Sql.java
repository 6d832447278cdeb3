package dev.tagging.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Short ways to run SQL that is no part of a contest. */
public final class Sql {
    private Sql() {}

    /** Runs statements, one after the other, each committed. */
    public static void run(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The one number a query gives. */
    public static long number(DataSource database, String query) throws SQLException {
        return Long.parseLong(text(database, query));
    }

    /** The one value a query gives, as text. */
    public static String text(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
