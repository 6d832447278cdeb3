package dev.tagging.engine;

import dev.tagging.spi.persistence.Transactions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Tells the threads of this node that there is something to do, so that they need not wait for their next look. What other
 * nodes queue, and what is queued in a transaction whose commit cannot be seen, they find by looking.
 */
final class WakeUps {

    private final Transactions transactions;
    private final Map<String, Runnable> workers = new ConcurrentHashMap<>();
    private volatile Runnable maintenance = () -> {};

    WakeUps(Transactions transactions) {
        this.transactions = transactions;
    }

    void worker(String pipeline, Runnable wake) {
        workers.put(pipeline, wake);
    }

    void maintenance(Runnable wake) {
        maintenance = wake;
    }

    /** The present transaction queues jobs of these pipelines. */
    void jobsQueued(Collection<String> pipelines) {
        List<Runnable> served =
                pipelines.stream().map(workers::get).filter(Objects::nonNull).toList();
        if (!served.isEmpty()) {
            transactions.afterCommit(() -> served.forEach(Runnable::run));
        }
    }

    /** The present transaction lets a backfill begin or go on. */
    void backfillRuns() {
        transactions.afterCommit(maintenance);
    }

    /** A backfill was fed, whatever its pipeline. */
    void backfillFed() {
        workers.values().forEach(Runnable::run);
    }

    /** A job of this node has ended. */
    synchronized void jobEnded() {
        notifyAll();
    }

    /** Returns when a job of this node has ended, or after {@code atMost}. */
    synchronized void awaitJobEnd(Duration atMost) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, Pauses.nanos(atMost)));
    }
}
