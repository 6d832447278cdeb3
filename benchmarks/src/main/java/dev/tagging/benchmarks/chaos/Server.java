package dev.tagging.benchmarks.chaos;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A PostgreSQL that keeps what it has committed, and that can be ended from one moment to the next. Whatever happens to this
 * process, the server ends with it, and its directory is removed: a shell beside it waits for that.
 */
final class Server implements AutoCloseable {

    private static final String DATABASE = "postgres";
    private static final String USER = "postgres";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Durability is that of a server as it comes; the embedded one would switch it off. */
    private static final Map<String, String> CONFIGURATION = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "max_connections", "100",
            "listen_addresses", "localhost",
            "unix_socket_directories", "''");

    private static final String GUARD =
            """
            trap '' INT HUP TERM
            read -r line && exit
            kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")"
            sleep 2
            rm -rf "$1"
            """;

    private final EmbeddedPostgres server;
    private final Path data;
    private final Path log;
    private final Process guard;
    private final AtomicInteger changes = new AtomicInteger();

    private Server(EmbeddedPostgres server, Path data, Path log, Process guard) {
        this.server = server;
        this.data = data;
        this.log = log;
        this.guard = guard;
    }

    /** @param directory an empty one, for everything the server writes */
    static Server start(Path directory) throws IOException {
        Path data = directory.resolve("data");
        Path log = directory.resolve("postgres.log");
        Process guard = new ProcessBuilder("sh", "-c", GUARD, "sh", directory.toString())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setConnectConfig("socketTimeout", "60")
                .setPGStartupWait(PATIENCE)
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()));
        CONFIGURATION.forEach(builder::setServerConfig);
        Server server = new Server(builder.start(), data, log, guard);
        server.requireDurability();
        return server;
    }

    /** What is not durable would be lost in a restart, and be no fault of the library. */
    private void requireDurability() throws IOException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (ResultSet value = statement.executeQuery("show " + setting)) {
                    if (!value.next() || !value.getString(1).equals("on")) {
                        throw new IOException(setting + " is not on");
                    }
                }
            }
        } catch (SQLException e) {
            throw new IOException("the server does not say whether it is durable", e);
        }
    }

    DataSource database() {
        return server.getDatabase(USER, DATABASE);
    }

    String url() {
        return server.getJdbcUrl(USER, DATABASE);
    }

    /** Grows when the server goes down and again when it is back: odd means down, and no change means that it was up. */
    int changes() {
        return changes.get();
    }

    /** Ends it without a word to anybody, and starts it again after a while, on the same data and port. */
    void restart(Duration pause) throws IOException, InterruptedException {
        changes.incrementAndGet();
        control("stop", "-m", "immediate");
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        // For a server that is not there this is a start, with the options it was started with the last time.
        control("restart");
        changes.incrementAndGet();
    }

    /** Waits until it has ended. */
    @Override
    public void close() throws IOException {
        Optional<ProcessHandle> process = process();
        server.close();
        if (process.isPresent()) {
            await(process.get());
        }
        guard.getOutputStream().write('\n');
        guard.getOutputStream().close();
    }

    private Optional<ProcessHandle> process() throws IOException {
        Path file = data.resolve("postmaster.pid");
        return Files.exists(file)
                ? ProcessHandle.of(Long.parseLong(
                        Files.readAllLines(file, StandardCharsets.UTF_8).get(0).strip()))
                : Optional.empty();
    }

    /** The embedded server gives up waiting after five seconds, but on a busy machine it may take longer. */
    private static void await(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("PostgreSQL does not end; it still runs as process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void control(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root; in a name space of its own it is somebody else. The embedded one does
            // the same.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(programs().resolve("pg_ctl").toString(), "-D", data.toString(), "-w", "-t", "60"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("pg_ctl " + String.join(" ", arguments) + " failed, see " + log);
        }
    }

    /** The server has written down how it was started, its own path first. */
    private Path programs() throws IOException {
        String options = Files.readString(data.resolve("postmaster.opts"), StandardCharsets.UTF_8);
        Path parent = Path.of(options.substring(0, options.indexOf(" \""))).getParent();
        if (parent == null) {
            throw new IOException("no path: " + options);
        }
        return parent;
    }
}
