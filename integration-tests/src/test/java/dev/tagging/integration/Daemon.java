package dev.tagging.integration;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A program of the machine that refuses to run as root, in a directory of its own that goes with it. Where the tests run as
 * root, it runs as another user.
 */
final class Daemon implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final List<String> prefix;
    private @Nullable Process process;

    private Daemon(Path directory, List<String> prefix) {
        this.directory = directory;
        this.prefix = prefix;
    }

    /**
     * Makes the directory.
     *
     * @param user who it belongs to where the tests run as root
     */
    static Daemon of(String user) throws IOException {
        Path directory = Files.createTempDirectory("tagging-daemon");
        if (!Files.getOwner(directory).getName().equals("root")) {
            return new Daemon(directory, List.of());
        }
        UserPrincipal owner =
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
        Files.setOwner(directory, owner);
        return new Daemon(directory, List.of("setpriv", "--reuid=" + user, "--clear-groups", "--no-new-privs"));
    }

    /** Whether {@link #of} can work: there is nothing to do, or a program that does it. */
    static boolean isPossible() {
        return !System.getProperty("user.name").equals("root") || isExecutable(Path.of("/usr/bin/setpriv"));
    }

    /** A program on the path or where servers are installed beside it. */
    static Stream<Path> programs(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(
                        Stream.of(path.split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Daemon::isExecutable)
                .distinct();
    }

    /** A port of this machine that nobody listens at right now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Path directory() {
        return directory;
    }

    /** Puts a file that the daemon can read into its directory. */
    Path write(String name, String content) throws IOException {
        Path file = Files.writeString(directory.resolve(name), content);
        Files.setOwner(file, Files.getOwner(directory));
        return file;
    }

    /** Runs a program to its end. */
    void run(List<String> command) throws IOException, InterruptedException {
        Process running = begin(command);
        if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || running.exitValue() != 0) {
            running.destroyForcibly();
            throw new IllegalStateException(command + " failed: " + log());
        }
    }

    /** Starts the program and waits until connections can be made. */
    void start(List<String> command, DataSource dataSource) throws IOException, InterruptedException {
        Process started = begin(command);
        process = started;
        Instant end = Instant.now().plus(PATIENCE);
        while (!isReady(dataSource)) {
            if (!started.isAlive() || Instant.now().isAfter(end)) {
                throw new IllegalStateException(command + " does not start: " + log());
            }
            started.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    private Process begin(List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return new ProcessBuilder(whole)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                .start();
    }

    private static boolean isReady(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(10);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The beginning of what it has to say. */
    private String log() throws IOException {
        try (Stream<String> lines = Files.lines(logFile())) {
            return lines.limit(10).collect(Collectors.joining("\n"));
        }
    }

    private Path logFile() {
        return directory.resolve("daemon.log");
    }

    private static boolean isExecutable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /** Ends the program and removes the directory. */
    @Override
    public void close() throws IOException {
        if (process != null) {
            end(process);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
