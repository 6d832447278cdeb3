package dev.tagging.spi.persistence;

import dev.tagging.QueueStats;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The durable queue. All times are those of the database's clock.
 *
 * <p>A job that is claimed gets a new claim number. Whoever holds an older one can change nothing any more: every method
 * that takes a {@link Claim} answers false, or leaves it out, when it is stale.
 */
public interface JobQueue {

    /**
     * Queues images for pipelines. Jobs in any other state but {@link TaggingJob.State#WAITING} begin anew; a waiting one
     * moves forward to {@code priority} when that is more urgent. A job under way loses its claim. Images are locked.
     *
     * @param backfill the backfill they belong to; null for none
     */
    void enqueue(Collection<Integer> imageNumbers, Set<String> pipelines, Priority priority, @Nullable Long backfill);

    /**
     * Takes due jobs, most urgent first, then longest due. Jobs whose lease has run out count as lost once more; those lost
     * {@code maxLosses} times fail instead. Nothing is taken while the pipeline is paused. Never waits for other workers.
     *
     * @param max most jobs to take, at least 1
     */
    Claimed claim(String pipeline, int max, String worker, Duration lease, int maxLosses);

    /** Extends leases; returns the claims that still hold. */
    Set<Claim> renew(Collection<Claim> claims, Duration lease);

    /** Completes a job; the image is locked. False when the claim is stale. */
    boolean complete(Claim claim, @Nullable String verdict);

    /** Lets a job wait and counts an attempt; fails it when that was number {@code maxAttempts}. */
    Outcome retryLater(Claim claim, Duration delay, int maxAttempts, ErrorKind kind, String error);

    /** Lets a job wait without counting. False when the claim is stale. */
    boolean snooze(Claim claim, Duration delay, ErrorKind kind, String error);

    /** Gives a job up. False when the claim is stale. */
    boolean fail(Claim claim, ErrorKind kind, String error);

    /** Gives unfinished jobs back, due at once and without counting a loss; returns how many claims still held. */
    int release(Collection<Claim> claims);

    /** Completes whatever job there is for the image and pipeline, claimed or not; the image is locked. */
    void completeAny(int imageNumber, String pipeline, @Nullable String verdict);

    /** Lets all workers leave a pipeline alone until then, unless it is paused for longer already. */
    void pause(String pipeline, Duration atLeast, String reason);

    List<TaggingJob> status(int imageNumber);

    /** The job as it stands; null when the image or the job is gone. */
    @Nullable
    TaggingJob find(int imageNumber, String pipeline);

    /** Failed jobs, most recent first, behind {@code cursor}. */
    FailedPage failed(int tenant, @Nullable String cursor, int limit);

    /** Queues a failed job again. False when it has not failed. */
    boolean retry(int imageNumber, String pipeline);

    /** Queues all failed jobs of a pipeline again; returns how many. */
    int retryFailed(int tenant, String pipeline);

    /** How many jobs are waiting or under way in these pipelines. */
    long open(Collection<String> pipelines);

    /** Numbers for the operator; {@code stopped} is left empty. */
    java.util.Map<String, QueueStats.PipelineStats> stats();

    /** Urgency of a job. */
    enum Priority {
        /** Somebody waits for it. */
        REQUEST,
        /** A new image. */
        UPLOAD,
        /** Everything else first. */
        BACKFILL
    }

    /** A hold on a job. */
    record Claim(int imageNumber, String pipeline, long number) {}

    /**
     * What a claim brought.
     *
     * @param claims jobs that are now the caller's
     * @param lost jobs that failed because they were lost too often
     */
    record Claimed(List<Claim> claims, List<Claim> lost) {}

    /** What became of a job whose attempt failed. */
    enum Outcome {
        RETRIED,
        FAILED,
        STALE
    }

    /** A page of failed jobs and the cursor behind it, null on the last page. */
    record FailedPage(List<TaggingJob> jobs, @Nullable String next) {}
}
