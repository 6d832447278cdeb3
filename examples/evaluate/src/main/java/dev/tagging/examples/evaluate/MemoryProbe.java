package dev.tagging.examples.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Watches how much memory the process takes: all of it where {@code /proc} tells (Linux), since models live outside the heap;
 * else the heap alone.
 */
final class MemoryProbe implements AutoCloseable {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long PERIOD_MILLIS = 20;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "memory-probe");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong peak = new AtomicLong();
    private @Nullable ScheduledFuture<?> measuring;

    private MemoryProbe() {}

    static MemoryProbe start() {
        MemoryProbe probe = new MemoryProbe();
        probe.measure();
        probe.measuring =
                probe.clock.scheduleAtFixedRate(probe::measure, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return probe;
    }

    long peakBytes() {
        measure();
        return peak.get();
    }

    @Override
    public void close() {
        if (measuring != null) {
            measuring.cancel(false);
        }
        clock.shutdownNow();
    }

    private void measure() {
        peak.accumulateAndGet(bytes(), Math::max);
    }

    private static long bytes() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseGet(MemoryProbe::heap);
        } catch (IOException | NumberFormatException e) {
            return heap();
        }
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
