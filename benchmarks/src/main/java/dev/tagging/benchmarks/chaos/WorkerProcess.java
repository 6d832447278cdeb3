package dev.tagging.benchmarks.chaos;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A {@link Worker} in a process of its own, from the outside. */
final class WorkerProcess {

    /**
     * A process that is stopped cannot notice that its parent is gone, so whoever stops it lets it go on too, come what may.
     */
    private static final String FREEZE =
            """
            trap '' INT HUP TERM
            kill -STOP "$1" && sleep "$2"
            kill -CONT "$1"
            """;

    private static final Duration GOODBYE = Duration.ofMinutes(1);

    private final int number;
    private final Path journal;
    private final Path log;
    private final Process process;
    private boolean mayEnd;

    private WorkerProcess(int number, Path journal, Path log, Process process) {
        this.number = number;
        this.journal = journal;
        this.log = log;
        this.process = process;
    }

    static WorkerProcess start(int number, Path directory, String url, Settings settings) throws IOException {
        Path journal = directory.resolve("worker-%d.journal".formatted(number));
        Path log = directory.resolve("worker-%d.log".formatted(number));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-cp",
                classPath(),
                Worker.class.getName(),
                Integer.toString(number),
                url,
                journal.toString(),
                settings.text());
        return new WorkerProcess(
                number,
                journal,
                log,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start());
    }

    Path journal() {
        return journal;
    }

    /** Whether it has ever asked the provider. */
    boolean hasWorked() {
        try {
            return Files.exists(journal) && Files.size(journal) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it has ended without having been told to. */
    boolean hasFailed() {
        return !mayEnd && !process.isAlive();
    }

    void kill() {
        mayEnd = true;
        process.destroyForcibly(); // SIGKILL
    }

    /** Stops it in its tracks for a while. */
    Process freeze(Duration length) throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        FREEZE,
                        "sh",
                        Long.toString(process.pid()),
                        Double.toString(length.toMillis() / 1_000.0))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }

    /** Lets it end in its own time. */
    void close() throws IOException {
        mayEnd = true;
        try (var orders = process.outputWriter(StandardCharsets.UTF_8)) {
            orders.write(Worker.CLOSE + "\n");
        }
    }

    /**
     * Waits for one that was closed.
     *
     * @throws IllegalStateException when it does not end, or not well
     */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(this + " does not end; see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(this + " ended with " + process.exitValue() + "; see " + log);
        }
    }

    /** The one of this process, which is not that of the JVM when Maven runs it. */
    private static String classPath() {
        if (!(WorkerProcess.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        return Arrays.stream(loader.getURLs())
                .map(url -> Path.of(URI.create(url.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    public String toString() {
        return "worker " + number + " (pid " + process.pid() + ")";
    }
}
