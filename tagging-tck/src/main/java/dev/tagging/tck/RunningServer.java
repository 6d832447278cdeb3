package dev.tagging.tck;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A server that runs.
 *
 * @param url of a superuser's database, credentials included
 * @param outlivesJvm whether what is left on it stays behind
 */
record RunningServer(String url, boolean outlivesJvm) {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    /** Tests lose nothing when the machine does, and have many small pools. */
    private static final Map<String, String> CONFIGURATION = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "max_connections", "300",
            "max_wal_size", "1GB");

    /** A busy machine may take long. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    static RunningServer start() {
        String url = externalUrl();
        if (url != null) {
            LOG.info("PostgreSQL for the tests: the given one");
            return new RunningServer(url, true);
        }
        return switch (System.getProperty(PostgresServer.KIND_PROPERTY, "any")) {
            case "container" -> container();
            case "embedded" -> embedded();
            case "any" -> containerElseEmbedded();
            default ->
                throw new IllegalArgumentException(
                        PostgresServer.KIND_PROPERTY + " is container, embedded or not set at all");
        };
    }

    private static @Nullable String externalUrl() {
        String url = System.getProperty(PostgresServer.URL_PROPERTY, System.getenv(PostgresServer.URL_VARIABLE));
        return url == null || url.isBlank() ? null : url;
    }

    private static RunningServer containerElseEmbedded() {
        if (!DockerEngine.answers()) {
            return embedded();
        }
        try {
            return container();
        } catch (RuntimeException e) {
            LOG.info("No container for the tests, an embedded PostgreSQL will do: {}", e.toString());
            return embedded();
        }
    }

    private static RunningServer container() {
        String image = System.getProperty(PostgresServer.IMAGE_PROPERTY, PostgresServer.DEFAULT_IMAGE);
        @SuppressWarnings("resource") // removed with the JVM
        PostgreSQLContainer container = new PostgreSQLContainer(image);
        container.withCommand(command());
        container.start();
        LOG.info("PostgreSQL for the tests: {} in a container", image);
        return new RunningServer(
                withCredentials(container.getJdbcUrl(), container.getUsername(), container.getPassword()), false);
    }

    private static String[] command() {
        List<String> command = new ArrayList<>(List.of("postgres"));
        CONFIGURATION.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command.toArray(String[]::new);
    }

    @SuppressWarnings("resource") // stops, and deletes its data, with the JVM
    private static RunningServer embedded() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setPGStartupWait(PATIENCE);
            CONFIGURATION.forEach(builder::setServerConfig);
            EmbeddedPostgres server = builder.start();
            LOG.info("PostgreSQL for the tests: embedded, on port {}", server.getPort());
            return new RunningServer(server.getJdbcUrl("postgres", "postgres"), false);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
        }
    }

    private static String withCredentials(String url, String user, String password) {
        return url + (url.contains("?") ? "&" : "?") + "user=" + user + "&password=" + password;
    }
}
