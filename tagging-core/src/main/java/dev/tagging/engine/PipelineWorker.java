package dev.tagging.engine;

import dev.tagging.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one pipeline on this node. It waits for free places first and then takes no more jobs than it has places for, so
 * that no job lies here while another node could work on it.
 */
final class PipelineWorker {

    private static final Logger log = LoggerFactory.getLogger(PipelineWorker.class);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Kernel kernel;
    private final Workbench bench;
    private final String node;
    private final String pipeline;
    private final Slots slots;
    private final Loop loop;
    private final ExecutorService threads;
    private final Set<JobRun> runs = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String stopped;

    PipelineWorker(Kernel kernel, Workbench bench, String node) {
        WorkerOptions options = kernel.settings().workers();
        this.kernel = kernel;
        this.bench = bench;
        this.node = node;
        this.pipeline = bench.runner().name();
        this.slots = new Slots(options.concurrency());
        this.loop = new Loop("tagging-" + pipeline + "-queue", LONGEST_PAUSE, this::takeJobs);
        this.threads = Executors.newCachedThreadPool(new NamedThreads("tagging-" + pipeline));
        kernel.wakeUps().worker(pipeline, loop::wake);
    }

    String pipeline() {
        return pipeline;
    }

    /** Why this node no longer serves the pipeline; empty while it does. */
    Optional<String> stopped() {
        return Optional.ofNullable(stopped);
    }

    void start() {
        loop.start();
    }

    /** Takes no more jobs. Those under way go on. */
    void stop() {
        loop.stop();
        slots.close();
    }

    /** Cancels what is under way; its claims stay held. */
    void cancel() {
        runs.forEach(JobRun::cancel);
    }

    /** Waits, once stopped, for the work under way; false when the time was up before. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + Pauses.nanos(atMost);
        boolean taken = loop.join(atMost);
        cancel();
        threads.shutdown();
        return threads.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS) && taken;
    }

    private Duration takeJobs() throws InterruptedException {
        int free = slots.takeAll();
        if (free == 0) {
            return Duration.ZERO;
        }
        int used = 0;
        try {
            int batchSize = bench.runner().batchSize();
            List<ImageJob> jobs = bench.desk().claim(free, node);
            for (int from = 0; from < jobs.size(); from = used) {
                used = Math.min(from + batchSize, jobs.size());
                begin(jobs.subList(from, used));
            }
            return jobs.size() < free
                    ? Pauses.around(kernel.settings().workers().pollInterval())
                    : Duration.ZERO;
        } finally {
            slots.give(free - used);
        }
    }

    private void begin(List<ImageJob> jobs) {
        JobRun run = new JobRun(jobs, bench, new Hold(slots, jobs.size()), this::misconfigured);
        runs.add(run);
        try {
            threads.execute(() -> {
                try {
                    run.run();
                } finally {
                    runs.remove(run);
                }
            });
        } catch (RuntimeException | Error e) {
            runs.remove(run);
            run.abandon();
            throw e;
        }
    }

    private synchronized void misconfigured(String reason) {
        if (stopped == null) {
            stopped = reason;
            stop();
            log.error(
                    "Pipeline '{}' is no longer served by this node: {}. Its jobs wait for other nodes; correct this and"
                            + " restart the application to serve it here again",
                    pipeline,
                    reason);
            kernel.events().pipelineStopped(pipeline, reason);
        }
    }
}
