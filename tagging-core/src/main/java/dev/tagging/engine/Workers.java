package dev.tagging.engine;

import dev.tagging.QueueStats.PipelineStats;
import dev.tagging.TaggingPersistenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that runs in the background of this node. */
final class Workers {

    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private final Maintenance maintenance;
    private final Leases leases;
    private final List<PipelineWorker> workers = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    Workers(Kernel kernel, Maintenance maintenance, Collection<PipelineRunner> served) {
        this.maintenance = maintenance;
        this.leases = new Leases(kernel);
        Patience patience =
                new Patience(kernel.work(), kernel.settings().workers().lease(), closing);
        String node = node();
        for (PipelineRunner runner : served) {
            JobDesk desk = new JobDesk(kernel, runner.name(), patience);
            JobFailures failures = new JobFailures(kernel, desk, patience);
            workers.add(
                    new PipelineWorker(kernel, new Workbench(runner, desk, failures, leases, kernel.wakeUps()), node));
        }
    }

    void start() {
        maintenance.start();
        leases.start();
        workers.forEach(PipelineWorker::start);
    }

    /** Adds why this node no longer serves pipelines. */
    Map<String, PipelineStats> withReasons(Map<String, PipelineStats> stats) {
        Map<String, PipelineStats> all = new TreeMap<>(stats);
        for (PipelineWorker worker : workers) {
            worker.stopped()
                    .ifPresent(reason -> all.merge(
                            worker.pipeline(),
                            new PipelineStats(0, 0, 0, Duration.ZERO, reason, Duration.ZERO),
                            (known, stopped) -> new PipelineStats(
                                    known.waiting(),
                                    known.processing(),
                                    known.failed(),
                                    known.oldestDue(),
                                    reason,
                                    known.pausedFor())));
        }
        return all;
    }

    /** Stops everything, waits for it up to {@code atMost}, and gives back the jobs that remain. */
    void stop(Duration atMost) {
        closing.countDown();
        maintenance.stop();
        workers.forEach(PipelineWorker::stop);
        workers.forEach(PipelineWorker::cancel);
        boolean interrupted = !awaitEnd(atMost);
        leases.stop();
        try {
            leases.releaseAll();
        } catch (TaggingPersistenceException e) {
            log.warn("Jobs under way could not be given back; others take them when their leases have run out", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the thread was interrupted, which it no longer is: the database may refuse to work for such a one. */
    private boolean awaitEnd(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (PipelineWorker worker : workers) {
                if (!worker.awaitEnd(left(end))) {
                    log.warn("Work of pipeline '{}' did not end within {}", worker.pipeline(), atMost);
                }
            }
            maintenance.awaitEnd(left(end));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private static String node() {
        String host = System.getenv().getOrDefault("HOSTNAME", "node");
        return "%s-%d-%04x"
                .formatted(
                        SafeText.of(host, 100),
                        ProcessHandle.current().pid(),
                        ThreadLocalRandom.current().nextInt(0x10000));
    }
}
