package dev.tagging.postgres;

import dev.tagging.TaggingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database schema {@code tagging} and its history. Any number of nodes may migrate at once: one does, the others wait and
 * find it done. All pending scripts run in one transaction.
 *
 * <p>A host that runs migrations itself takes {@link #scripts()}, in order, and then uses {@link Mode#VERIFY}; the history is
 * kept by {@code migrate} only, so such a host verifies against what is there.
 */
public final class TaggingSchema {

    private static final Logger LOG = LoggerFactory.getLogger(TaggingSchema.class);

    /** Scripts by version. A released script never changes. */
    private static final List<Script> SCRIPTS = List.of(script(1, "tagging"));

    private static final String CREATE_HISTORY =
            """
            create table if not exists tagging.schema_history (
                version      int primary key,
                name         text not null,
                checksum     text not null,
                installed_by text not null default current_user,
                installed_at timestamptz not null default clock_timestamp()
            )
            """;

    private static final String REMEDY =
            "; run TaggingSchema.migrate(dataSource), or the scripts of TaggingSchema.scripts()";

    private TaggingSchema() {}

    /** What to do about the schema when a host starts. */
    public enum Mode {
        /** Bring it up to date. */
        MIGRATE,
        /** Check that it fits, and say what is missing. */
        VERIFY,
        /** Nothing. */
        NONE
    }

    /**
     * One step of the schema.
     *
     * @param version 1, 2, …
     * @param sql what brings version - 1 to version
     * @param undo what brings version back to version - 1, losing what it held
     */
    public record Script(int version, String name, String sql, String undo) {

        /** SHA-256 of {@link #sql()} in hexadecimal. */
        public String checksum() {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JVM has SHA-256", e);
            }
        }
    }

    /** All scripts, by ascending version. Run the first one after {@code create schema tagging}. */
    public static List<Script> scripts() {
        return SCRIPTS;
    }

    /** Does what {@code mode} says. */
    public static void apply(DataSource dataSource, Mode mode) {
        switch (mode) {
            case MIGRATE -> migrate(dataSource);
            case VERIFY -> verify(dataSource);
            case NONE -> {}
        }
    }

    /**
     * Brings the schema up to date; a schema that is newer by one version is left alone.
     *
     * @return how many scripts ran
     * @throws TaggingException when the schema is too new, or an installed script is not the one this library ships
     * @throws dev.tagging.TaggingPersistenceException when the database fails; nothing has changed then
     */
    public static int migrate(DataSource dataSource) {
        return locked(dataSource, connection -> {
            // asked first, as PostgreSQL wants the right to create schemas even where there is nothing to create
            if (!SchemaCheck.hasSchema(connection)) {
                run(connection, "create schema tagging");
            }
            run(connection, CREATE_HISTORY);
            Map<Integer, String> installed = installed(connection);
            requireCompatible(installed);
            int ran = 0;
            for (Script script : SCRIPTS) {
                if (!installed.containsKey(script.version())) {
                    run(connection, script.sql());
                    record(connection, script);
                    LOG.info("Schema tagging is now at version {} ({})", script.version(), script.name());
                    ran++;
                }
            }
            return ran;
        });
    }

    /**
     * Undoes the newest scripts until {@code version} is left, with all they hold; 0 leaves only the history.
     *
     * @return how many scripts were undone
     */
    public static int undo(DataSource dataSource, int version) {
        return locked(dataSource, connection -> {
            Map<Integer, String> installed = installed(connection);
            requireCompatible(installed);
            int undone = 0;
            for (int i = SCRIPTS.size() - 1; i >= 0 && SCRIPTS.get(i).version() > version; i--) {
                Script script = SCRIPTS.get(i);
                if (installed.containsKey(script.version())) {
                    run(connection, script.undo());
                    run(connection, "delete from tagging.schema_history where version = " + script.version());
                    undone++;
                }
            }
            return undone;
        });
    }

    /**
     * Checks that this library can work with the schema: its own version, or the one after. Changes nothing.
     *
     * @throws TaggingException naming every table, column, view, index, function, trigger and dictionary that is missing, or
     *     the version or script that does not fit
     */
    public static void verify(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            if (!SchemaCheck.hasSchema(connection)) {
                throw new TaggingException("there is no schema tagging" + REMEDY);
            }
            Map<Integer, String> installed = SchemaCheck.hasHistory(connection) ? installed(connection) : null;
            if (installed != null) {
                requireCompatible(installed);
            }
            List<String> missing = SchemaCheck.missingObjects(connection);
            if (installed != null && !installed.containsKey(ownVersion())) {
                throw new TaggingException("the schema tagging is at version %d, this library needs version %d%s%s"
                        .formatted(newest(installed), ownVersion(), lacking(missing), REMEDY));
            }
            if (!missing.isEmpty()) {
                throw new TaggingException("the schema tagging is incomplete" + lacking(missing) + REMEDY);
            }
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
    }

    private static String lacking(List<String> missing) {
        return missing.isEmpty() ? "" : ": it lacks " + String.join(", ", missing);
    }

    /**
     * The rights a role needs that runs the library, and those of one that reads the public views, as SQL for the owner of
     * the schema.
     */
    public static String grants(String appRole, String readOnlyRole) {
        return resource("grants.sql")
                .replace(":\"app\"", identifier(appRole))
                .replace(":\"readonly\"", identifier(readOnlyRole));
    }

    private static String identifier(String role) {
        if (role.isBlank() || role.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a role needs a name");
        }
        return '"' + role.replace("\"", "\"\"") + '"';
    }

    private static void requireCompatible(Map<Integer, String> installed) {
        int own = ownVersion();
        if (newest(installed) > own + 1) {
            throw new TaggingException(
                    "the schema tagging is at version %d, this library works with %d and %d: use a newer library"
                            .formatted(newest(installed), own, own + 1));
        }
        for (Script script : SCRIPTS) {
            String checksum = installed.get(script.version());
            if (checksum != null && !checksum.equals(script.checksum())) {
                throw new TaggingException(
                        "version %d of the schema tagging was installed from another script than this library ships: "
                                        .formatted(script.version())
                                + "its checksum is '%s', not '%s'".formatted(checksum, script.checksum()));
            }
        }
    }

    private static int ownVersion() {
        return SCRIPTS.get(SCRIPTS.size() - 1).version();
    }

    /** The highest version that is installed, 0 when there is none. */
    private static int newest(Map<Integer, String> installed) {
        return installed.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static Map<Integer, String> installed(Connection connection) throws SQLException {
        Map<Integer, String> result = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select version, checksum from tagging.schema_history order by version")) {
            while (rows.next()) {
                result.put(rows.getInt(1), rows.getString(2));
            }
        }
        return result;
    }

    private static void record(Connection connection, Script script) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into tagging.schema_history (version, name, checksum) values (?, ?, ?)")) {
            insert.setInt(1, script.version());
            insert.setString(2, script.name());
            insert.setString(3, script.checksum());
            insert.executeUpdate();
        }
    }

    private static int locked(DataSource dataSource, Steps steps) {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                run(
                        connection,
                        "select pg_advisory_xact_lock(%d, %d)".formatted(AdvisoryLocks.SPACE, AdvisoryLocks.MIGRATION));
                int count = steps.run(connection);
                connection.commit();
                return count;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Script script(int version, String name) {
        String suffix = version + "__" + name + ".sql";
        return new Script(version, name, resource("V" + suffix), resource("U" + suffix));
    }

    private static String resource(String name) {
        try (InputStream in = TaggingSchema.class.getResourceAsStream("schema/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks schema/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Steps {
        int run(Connection connection) throws SQLException;
    }
}
