package dev.tagging.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.ProviderPlan;
import dev.tagging.Tagging;
import dev.tagging.postgres.JdbcPersistence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A worker alone in a JVM, whose memory is what a host pays for it. */
public final class WorkerProcess {
    private WorkerProcess() {}

    private static final int IMAGES = 300;
    private static final int FIRST = 700_000_001;

    /** Starts it, and returns the row it reports. */
    static List<Object> run(String url, String provider) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        url,
                        provider)
                .redirectError(Redirect.INHERIT)
                .start();
        String row = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the worker ended with " + process.exitValue());
        }
        return List.of((Object[]) row.split("\\|"));
    }

    /** Tags photos of 12 megapixels from the database at {@code args[0]} with the provider {@code args[1]}. */
    public static void main(String[] args) throws Exception {
        byte[] photo = Png.photo();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(args[0]);
            pool.setMaximumPoolSize(10);
            AtomicInteger connections = new AtomicInteger();
            long begin;
            try (Tagging tagging = Tagging.builder()
                    .persistence(JdbcPersistence.create(pool))
                    .images((image, wanted) -> new ByteArrayInputStream(photo))
                    .pipeline("default", ProviderPlan.provider(args[1]))
                    .build()) {
                int first = FIRST + (args[1].hashCode() & 0xFFFF) * IMAGES;
                tagging.catalog()
                        .registerAll(
                                IntStream.range(first, first + IMAGES)
                                        .mapToObj(i -> NewImage.of(Integer.toString(i), "IMG_" + i + ".jpg"))
                                        .iterator(),
                                ImportOptions.defaults());
                Thread observer = new Thread(() -> {
                    while (!Thread.interrupted()) {
                        connections.accumulateAndGet(pool.getHikariPoolMXBean().getActiveConnections(), Math::max);
                        LockSupport.parkNanos(500_000);
                    }
                });
                begin = System.nanoTime();
                tagging.start();
                observer.start();
                if (!tagging.drain(Duration.ofMinutes(10))) {
                    throw new IllegalStateException("the queue does not get empty");
                }
                observer.interrupt();
            }
            double rate = IMAGES / ((System.nanoTime() - begin) / 1e9);
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            System.out.printf(
                    "%s, photos of 12 megapixels|%.1f|%.0f|%s|%d%n",
                    args[1],
                    rate,
                    (runtime.totalMemory() - runtime.freeMemory()) / 1e6,
                    processMegabytes(),
                    connections.get());
        }
    }

    /** The most memory the process ever had, where the system tells. */
    private static String processMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return "?";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.toString(Long.parseLong(line.replaceAll("\\D", "")) / 1_000))
                .findFirst()
                .orElse("?");
    }
}
