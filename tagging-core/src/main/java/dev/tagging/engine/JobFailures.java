package dev.tagging.engine;

import dev.tagging.ImageSource.ImageUnavailableException;
import dev.tagging.QuotaExceededException;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingPolicy;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.JobQueue.Claim;
import dev.tagging.spi.persistence.JobQueue.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of a job whose analysis failed, and writes it down. */
final class JobFailures {

    private static final Logger log = LoggerFactory.getLogger(JobFailures.class);

    private static final int MAX_ERROR_LENGTH = 2_000;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(31);

    /** An operator may have raised the budget, or chosen another provider, since the pipeline began to wait. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final long NANOS_BETWEEN_TRACES = Duration.ofMinutes(1).toNanos();

    private final TaggingPolicy policy;
    private final JobQueue jobs;
    private final JobDesk desk;
    private final Patience patience;
    private final AtomicLong nextTrace = new AtomicLong(System.nanoTime());

    JobFailures(Kernel kernel, JobDesk desk, Patience patience) {
        this.policy = kernel.settings().policy();
        this.jobs = kernel.database().jobs();
        this.desk = desk;
        this.patience = patience;
    }

    void record(ImageJob job, Throwable error) {
        String message = SafeText.message(error);
        if (error instanceof Transient) {
            tryAgain(job, ErrorKind.TRANSIENT, message);
        } else if (error instanceof RateLimited rateLimited) {
            pausePipeline(job, rateLimited.retryAfter(), message);
        } else if (error instanceof QuotaExceededException quota) {
            pausePipeline(job, Duration.between(Instant.now(), quota.availableAt()), message);
        } else if (error instanceof Rejected) {
            giveUp(job, message);
        } else if (error instanceof ImageUnavailableException unavailable) {
            snooze(job, unavailable.retryAfter(), ErrorKind.UNAVAILABLE, message);
        } else if (error instanceof Misconfigured) {
            snooze(job, policy.retryDelay(1, 0), ErrorKind.MISCONFIGURED, message);
        } else {
            trace(job, error);
            tryAgain(job, ErrorKind.INTERNAL, error.toString());
        }
    }

    private void tryAgain(ImageJob job, ErrorKind kind, String error) {
        Claim claim = job.claim();
        patience.run(() -> {
            TaggingJob before = jobs.find(claim.imageNumber(), claim.pipeline());
            int attempts = before == null ? 1 : before.attempts() + 1;
            Duration delay =
                    policy.retryDelay(attempts, ThreadLocalRandom.current().nextDouble());
            if (jobs.retryLater(claim, delay, policy.maxAttempts(), kind, text(error)) == Outcome.FAILED) {
                desk.announceFailure(job);
            }
        });
    }

    private void pausePipeline(ImageJob job, Duration wait, String error) {
        Claim claim = job.claim();
        Duration bounded = bounded(wait, LONGEST_PAUSE);
        log.info("Pipeline '{}' waits {}: {}", claim.pipeline(), bounded, error);
        patience.run(() -> {
            jobs.pause(claim.pipeline(), bounded, text(error));
            jobs.snooze(claim, bounded, ErrorKind.RATE_LIMITED, text(error));
        });
    }

    private void snooze(ImageJob job, Duration wait, ErrorKind kind, String error) {
        patience.run(() -> jobs.snooze(job.claim(), bounded(wait, LONGEST_WAIT), kind, text(error)));
    }

    private void giveUp(ImageJob job, String error) {
        patience.run(() -> {
            if (jobs.fail(job.claim(), ErrorKind.REJECTED, text(error))) {
                desk.announceFailure(job);
            }
        });
    }

    /** A bug shows itself on image after image; one stack trace a minute is enough to mend it. */
    private void trace(ImageJob job, Throwable error) {
        long now = System.nanoTime();
        long next = nextTrace.get();
        if (now - next >= 0 && nextTrace.compareAndSet(next, now + NANOS_BETWEEN_TRACES)) {
            log.warn(
                    "Pipeline '{}' failed unexpectedly on image {}",
                    job.claim().pipeline(),
                    job.image().image().id(),
                    error);
        }
    }

    private static String text(String error) {
        return SafeText.of(error, MAX_ERROR_LENGTH);
    }

    private static Duration bounded(Duration wait, Duration longest) {
        Duration atLeast = wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
        return atLeast.compareTo(longest) > 0 ? longest : atLeast;
    }
}
