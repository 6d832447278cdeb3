package dev.tagging;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Tags by AI, for one tenant: asking for them, watching the queue, and taking back what a model said.
 *
 * <p>Jobs are rows in the host's database. Asking needs no provider on this node; any node that serves the pipeline does the
 * work.
 */
public interface AiTaggingService {

    /**
     * Tags an image here and now with a pipeline this node can run, and returns the tags people then see on it. A job that
     * waits for the same image and pipeline is thereby done. Must not be called inside a transaction: the provider may take
     * long.
     *
     * @param user who asks, against whose daily quota the call counts
     * @throws UnknownImageException when the image is not registered
     * @throws dev.tagging.spi.AiProviderException as the provider says
     * @throws QuotaExceededException when the user, or the provider's budget, has none left
     * @throws IllegalStateException inside a transaction
     */
    List<ImageTag> tagNow(ImageId image, String pipeline, UserId user);

    /** Like {@link #tagNow(ImageId, String, UserId)} with the first pipeline this node was built with. */
    List<ImageTag> tagNow(ImageId image, UserId user);

    /**
     * Queues an image for all pipelines, before uploads and backfills, whatever became of it before. Work under way on it is
     * discarded and done again.
     *
     * @throws UnknownImageException when the image is not registered
     */
    void request(ImageId image);

    /** Queues images for one pipeline, as {@link #request(ImageId)} does. Unknown images are left out; returns how many. */
    int request(Collection<ImageId> images, String pipeline);

    /** How far tagging of an image has come, one entry for each pipeline it was ever queued for, by pipeline name. */
    List<TaggingJob> status(ImageId image);

    /** Jobs that have failed for good, most recent first. */
    Page<TaggingJob> failed(PageRequest page);

    /**
     * Queues a failed job again with fresh attempts.
     *
     * @return false when there is no such job, or it has not failed
     */
    boolean retry(ImageId image, String pipeline);

    /** Queues all failed jobs of a pipeline again; returns how many. */
    int retryFailed(String pipeline);

    /**
     * Starts tagging images that were never tagged by a pipeline, behind all other work. The feeding itself is done in the
     * background by whichever node runs the maintenance, survives restarts, and never queues more than it must.
     *
     * @return the backfill, whose {@link Backfill#id()} serves to watch and steer it
     */
    Backfill backfill(BackfillRequest request);

    /** All backfills, most recent first. */
    List<Backfill> backfills();

    /** The present state of a backfill; empty when there is none of that id. */
    Optional<Backfill> findBackfill(long id);

    /** Stops feeding until {@link #resume}; jobs already queued wait too. False when it was not running. */
    boolean pause(long id);

    /** Goes on with a paused backfill. False when it was not paused. */
    boolean resume(long id);

    /** Ends a backfill for good and takes back its jobs that no worker has begun. False when it had ended before. */
    boolean cancel(long id);

    /**
     * Takes back everything a model ever said, in all pipelines, in batches, each in a transaction of its own. What people
     * said stays.
     *
     * @return how many assertions were taken back
     */
    long retract(String model);
}
