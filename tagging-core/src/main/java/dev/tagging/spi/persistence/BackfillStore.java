package dev.tagging.spi.persistence;

import dev.tagging.Backfill;
import dev.tagging.BackfillRequest;
import java.util.List;
import java.util.Optional;

/** Backfills: which images are still to be queued. */
public interface BackfillStore {

    /** Records a backfill over the images there are now, and counts them. */
    Backfill create(int tenant, BackfillRequest request);

    List<Backfill> list(int tenant);

    Optional<Backfill> find(int tenant, long id);

    /** Moves a backfill from one state to another; false when it is not in {@code from}. Its waiting jobs follow. */
    boolean change(int tenant, long id, Backfill.State from, Backfill.State to);

    /**
     * Queues the next images of running backfills of which fewer than {@code queueLimit} jobs are open, at most {@code batch}
     * images each, and finishes those that are done. Skips backfills another node is feeding.
     *
     * @return how many images were looked at
     */
    int feed(int batch, int queueLimit);
}
