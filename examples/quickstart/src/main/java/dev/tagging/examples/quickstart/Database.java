package dev.tagging.examples.quickstart;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tagging.TaggingException;
import dev.tagging.postgres.TaggingSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The database of one folder of photos, with its schema up to date: several folders may share a server and know nothing of each other. */
final class Database implements AutoCloseable {

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens the database of a folder, and makes it the first time.
     *
     * @throws CannotRunException when it is not what this library can work with, or the server does not answer
     */
    static Database open(PostgresServer server, Path photos) throws CannotRunException {
        String name = "photos_" + Hashes.sha256(photos.toString()).substring(0, 16);
        HikariDataSource pool = null;
        try {
            createIfMissing(server, name);
            pool = pool(server.database(name));
            TaggingSchema.migrate(pool);
            return new Database(pool);
        } catch (SQLException | TaggingException e) {
            if (pool != null) {
                pool.close();
            }
            throw CannotRunException.failure("The database cannot be used: " + e.getMessage());
        }
    }

    /** A pool of connections. */
    DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }

    private static void createIfMissing(PostgresServer server, String name) throws SQLException {
        try (Connection connection = server.database("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select from pg_database where datname = '%s'".formatted(name))) {
            if (!found.next()) {
                statement.execute("create database " + name);
            }
        }
    }

    private static HikariDataSource pool(DataSource dataSource) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(PostgresServer.CONNECTIONS / 2);
        config.setMinimumIdle(1);
        config.setPoolName("quickstart");
        return new HikariDataSource(config);
    }
}
