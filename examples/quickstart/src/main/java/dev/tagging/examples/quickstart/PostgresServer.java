package dev.tagging.examples.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A PostgreSQL of the program's own, on a temporary directory or on one that is kept. Only this machine can reach it. */
final class PostgresServer implements AutoCloseable {

    /** The PostgreSQL that the build brings. */
    static final String VERSION = version();

    /** Connections it accepts. */
    static final int CONNECTIONS = 40;

    private static final String USER = "postgres";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final int QUOTED_LINES = 12;

    private final EmbeddedPostgres server;
    private final DataDirectory directory;
    private final Path log;

    private PostgresServer(EmbeddedPostgres server, DataDirectory directory, Path log) {
        this.server = server;
        this.directory = directory;
        this.log = log;
    }

    /**
     * Starts a server.
     *
     * @param data the directory to keep everything in, safe against a power cut; empty for a temporary one
     * @throws CannotRunException when the directory is refused or the server does not start
     */
    static PostgresServer start(Optional<Path> data) throws CannotRunException {
        try {
            DataDirectory directory = new DataDirectory(data.isPresent() ? data.get() : temporary());
            directory.prepare(VERSION);
            return start(directory, data.isPresent());
        } catch (IOException e) {
            throw CannotRunException.failure("PostgreSQL could not be started: " + e);
        }
    }

    private static PostgresServer start(DataDirectory directory, boolean kept) throws CannotRunException, IOException {
        Instant begin = Instant.now();
        Path log = Files.createTempFile("tagging-postgres", ".log");
        Secret secret = Secret.of(directory.path());
        try {
            EmbeddedPostgres server = builder(secret, kept)
                    .setDataDirectory(directory.path())
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .start();
            secret.keepIn(directory.path());
            return new PostgresServer(server, directory, log);
        } catch (IOException | RuntimeException e) {
            directory.server().filter(process -> isYounger(process, begin)).ifPresent(ProcessHandle::destroy);
            String said = tail(log);
            Files.deleteIfExists(log);
            if (!kept) {
                deleteAll(directory.path());
            }
            throw CannotRunException.failure("PostgreSQL could not be started: " + e.getMessage() + said);
        } finally {
            secret.forget();
        }
    }

    /** Connections to one of its databases, each opened anew. */
    DataSource database(String name) {
        return server.getDatabase(USER, name);
    }

    /** Stops the server and waits until it has ended; removes a temporary directory. */
    @Override
    public void close() throws IOException {
        Optional<ProcessHandle> process = directory.server();
        server.close();
        if (process.isPresent()) {
            await(process.get());
        }
        Files.deleteIfExists(log);
    }

    private static EmbeddedPostgres.Builder builder(Secret secret, boolean kept) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setCleanDataDirectory(!kept)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START)
                .setConnectConfig("password", secret.password());
        // How it is set up: with the same order and the same letters on every machine, and nobody gets in without
        // password.
        Map.of(
                        "locale-provider", "builtin",
                        "builtin-locale", "C.UTF-8",
                        "locale", "C",
                        "auth-host", "scram-sha-256",
                        "auth-local", "scram-sha-256",
                        "pwfile", secret.file().toString())
                .forEach(builder::setLocaleConfig);
        String durable = kept ? "on" : "off";
        Map.of(
                        "fsync",
                        durable,
                        "synchronous_commit",
                        durable,
                        "full_page_writes",
                        durable,
                        "max_connections",
                        Integer.toString(CONNECTIONS),
                        "listen_addresses",
                        "localhost",
                        "unix_socket_directories",
                        "")
                .forEach(builder::setServerConfig);
        return builder;
    }

    /** Where the embedded server looks for what killed programs have left behind, and removes it. */
    private static Path temporary() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        Path shared = Files.createDirectories(parent.resolve("embedded-pg"));
        return Files.createTempDirectory(Files.isWritable(shared) ? shared : parent, "quickstart");
    }

    /** The embedded server gives up waiting after five seconds, but writing out everything may take longer. */
    private static void await(ProcessHandle process) {
        try {
            process.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            System.err.println("PostgreSQL has not ended; it still runs as process " + process.pid());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isYounger(ProcessHandle process, Instant begin) {
        return process.info()
                .startInstant()
                .filter(instant -> instant.isAfter(begin.minusSeconds(1)))
                .isPresent();
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        }
    }

    /** The last words of the server, to go below a message. */
    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return lines.stream()
                    .skip(Math.max(0, lines.size() - QUOTED_LINES))
                    .map(line -> "\n  " + Words.visible(line))
                    .reduce("", String::concat);
        } catch (IOException e) {
            return "";
        }
    }

    private static String version() {
        try (InputStream in = PostgresServer.class.getResourceAsStream("postgres.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "postgres.properties is missing"));
            return Objects.requireNonNull(properties.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
