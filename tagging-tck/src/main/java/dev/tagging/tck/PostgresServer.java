package dev.tagging.tck;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL of all tests in a JVM, started with the first database that is asked for and gone with the JVM.
 *
 * <p>It is, in this order,
 *
 * <ol>
 *   <li>a server that is already there, when the system property {@value #URL_PROPERTY} or the environment variable
 *       {@value #URL_VARIABLE} holds a JDBC URL of a user who may create databases
 *       ({@code jdbc:postgresql://localhost/postgres?user=postgres&password=secret});
 *   <li>a container, where a Docker engine answers; {@value #IMAGE_PROPERTY} names another image than
 *       {@value #DEFAULT_IMAGE};
 *   <li>an embedded server, which needs nothing of the machine.
 * </ol>
 *
 * <p>{@value #KIND_PROPERTY} set to {@code container} or {@code embedded} settles the choice between the last two. All
 * methods may be called by several threads at once.
 */
public final class PostgresServer {

    /** System property for the JDBC URL of a server to use. */
    public static final String URL_PROPERTY = "tagging.test.postgres.url";

    /** Environment variable for the JDBC URL of a server to use. */
    public static final String URL_VARIABLE = "TAGGING_TEST_POSTGRES_URL";

    /** System property for the kind of server to start: {@code container} or {@code embedded}. */
    public static final String KIND_PROPERTY = "tagging.test.postgres";

    /** System property for the image of the container. */
    public static final String IMAGE_PROPERTY = "tagging.test.postgres.image";

    /** The image of the container unless said otherwise. */
    public static final String DEFAULT_IMAGE = "postgres:18";

    private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();

    private PostgresServer() {}

    /** Makes an empty database. */
    public static PostgresDatabase newDatabase() {
        return new PostgresDatabase(createDatabase("test", null));
    }

    /**
     * Makes a database with a schema, as a copy of a template that the first call of a JVM makes by running
     * {@code migration}: much faster than migrating every database.
     *
     * @param template names the schema; {@code migration} is ignored when there already is a template of that name
     */
    public static PostgresDatabase newDatabase(String template, Consumer<DataSource> migration) {
        String source = TEMPLATES.computeIfAbsent(template, name -> createTemplate(migration));
        return new PostgresDatabase(createDatabase("test", source));
    }

    /** Whether the server is of that major version or newer. */
    static boolean isAtLeast(int majorVersion) {
        return Started.MAJOR_VERSION >= majorVersion;
    }

    static PGSimpleDataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(Started.SERVER.url());
        dataSource.setDatabaseName(database);
        return dataSource;
    }

    static void drop(String database) {
        admin("drop database if exists " + database + " with (force)");
    }

    private static String createTemplate(Consumer<DataSource> migration) {
        String name = createDatabase("template", null);
        boolean migrated = false;
        try {
            migration.accept(dataSource(name));
            migrated = true;
            return name;
        } finally {
            if (!migrated) {
                drop(name);
            } else if (Started.SERVER.outlivesJvm()) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(name)));
            }
        }
    }

    private static String createDatabase(String kind, @Nullable String template) {
        String name =
                "tagging_%s_%016x".formatted(kind, ThreadLocalRandom.current().nextLong());
        admin("create database " + name
                + (template == null ? " template template0 " + locale() : " template " + template));
        return name;
    }

    /**
     * Text sorts as it does in most hosts' databases, not by code point, so that SQL that depends on one order shows. Older
     * servers sort as they were set up.
     */
    private static String locale() {
        return "encoding 'UTF8'" + (isAtLeast(15) ? " locale_provider icu icu_locale 'en-US' locale 'C'" : "");
    }

    private static void admin(String sql) {
        try (Connection connection = DriverManager.getConnection(Started.SERVER.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("failed: " + sql, e);
        }
    }

    private static int majorVersionOf(RunningServer server) {
        try (Connection connection = DriverManager.getConnection(server.url())) {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("the PostgreSQL for the tests does not answer", e);
        }
    }

    /** Initialised by the first use. */
    private static final class Started {
        static final RunningServer SERVER = RunningServer.start();
        static final int MAJOR_VERSION = majorVersionOf(SERVER);
    }
}
