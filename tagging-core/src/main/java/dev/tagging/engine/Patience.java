package dev.tagging.engine;

import dev.tagging.TaggingPersistenceException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes results, which have cost time or money, through outages of the database: as long as a lease lasts, or until this
 * node closes. The claim number sees to it that a result that comes too late changes nothing.
 */
final class Patience {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Work work;
    private final Duration atMost;
    private final CountDownLatch closing;

    Patience(Work work, Duration atMost, CountDownLatch closing) {
        this.work = work;
        this.atMost = atMost;
        this.closing = closing;
    }

    /** @throws TaggingPersistenceException the last one, when patience was at an end or would not have helped */
    void run(Runnable transaction) {
        long end = System.nanoTime() + Pauses.nanos(atMost);
        for (int failures = 1; ; failures++) {
            try {
                work.run(transaction);
                return;
            } catch (TaggingPersistenceException e) {
                long pause =
                        Pauses.growing(FIRST_PAUSE, LONGEST_PAUSE, failures).toNanos();
                if (!e.isTransient() || System.nanoTime() + pause - end > 0 || isClosing(pause)) {
                    throw e;
                }
            }
        }
    }

    private boolean isClosing(long pause) {
        try {
            return closing.await(pause, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
