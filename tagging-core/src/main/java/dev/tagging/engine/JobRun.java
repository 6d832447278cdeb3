package dev.tagging.engine;

import dev.tagging.TaggingPersistenceException;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works off some jobs that are analysed in one call: a single one, unless the provider takes more. */
final class JobRun implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(JobRun.class);

    private final List<ImageJob> jobs;
    private final Workbench bench;
    private final Hold hold;
    private final Consumer<String> stopPipeline;
    private final Cancellation cancellation = new Cancellation();
    private final Set<ImageJob> wanted = ConcurrentHashMap.newKeySet();

    /**
     * @param jobs whose claims this run will drop
     * @param hold which this run will let go
     * @param stopPipeline told why the pipeline cannot go on
     */
    JobRun(List<ImageJob> jobs, Workbench bench, Hold hold, Consumer<String> stopPipeline) {
        this.jobs = jobs;
        this.bench = bench;
        this.hold = hold;
        this.stopPipeline = stopPipeline;
        wanted.addAll(jobs);
        jobs.forEach(job -> bench.leases().hold(job.claim(), () -> lost(job)));
    }

    @Override
    public void run() {
        try {
            analyze(load());
        } finally {
            hold.letGo();
        }
    }

    /** Stops as soon as may be, and leaves the claims as they are. */
    void cancel() {
        cancellation.cancel();
    }

    /** Leaves the jobs to whoever finds their leases run out. */
    void abandon() {
        jobs.forEach(job -> bench.leases().drop(job.claim()));
        hold.letGo();
    }

    private Map<ImageJob, ImageContent> load() {
        Map<ImageJob, ImageContent> loaded = new LinkedHashMap<>();
        for (ImageJob job : jobs) {
            attempt(job, () -> loaded.put(job, bench.runner().load(job.image(), hold, cancellation)));
        }
        return loaded;
    }

    private void analyze(Map<ImageJob, ImageContent> loaded) {
        if (loaded.isEmpty()) {
            return;
        }
        try {
            List<Answers> answers = bench.runner().analyze(List.copyOf(loaded.values()), hold, cancellation);
            int next = 0;
            for (Map.Entry<ImageJob, ImageContent> entry : loaded.entrySet()) {
                Answers answer = answers.get(next++);
                attempt(entry.getKey(), () -> {
                    bench.desk().complete(entry.getKey(), entry.getValue(), answer.orThrow());
                    ended(entry.getKey());
                });
            }
        } catch (RuntimeException | Error e) {
            loaded.keySet().forEach(job -> failed(job, e));
        }
    }

    private void attempt(ImageJob job, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failed(job, e);
        }
    }

    private void failed(ImageJob job, Throwable error) {
        if (cancellation.isCancelled()) {
            log.debug("Work on image {} was cancelled", job.image().image().id(), error);
            return;
        }
        try {
            if (error instanceof TaggingPersistenceException persistence && persistence.isTransient()) {
                throw persistence;
            }
            bench.failures().record(job, error);
        } catch (RuntimeException | Error e) {
            log.warn(
                    "What became of image {} could not be written; it is done again when the lease of its job has run out",
                    job.image().image().id(),
                    e);
        }
        ended(job);
        if (error instanceof Misconfigured) {
            stopPipeline.accept(SafeText.message(error));
        }
    }

    private void ended(ImageJob job) {
        bench.leases().drop(job.claim());
        bench.wakeUps().jobEnded();
    }

    private void lost(ImageJob job) {
        wanted.remove(job);
        if (wanted.isEmpty()) {
            cancellation.cancel();
        }
    }
}
