package dev.tagging.engine;

import dev.tagging.TaggingPersistenceException;
import dev.tagging.spi.persistence.Transactions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Runs work in a transaction. In one of the host's it runs once, because only the host can repeat all that belongs to it; in
 * one of the library's own it is tried again after transient failures, so it must change nothing but the database.
 */
final class Work {

    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(40);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** A pool that has run dry takes long to say so; a caller should not hear it five times. */
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    private final Transactions transactions;

    Work(Transactions transactions) {
        this.transactions = transactions;
    }

    boolean isJoined() {
        return transactions.isJoined();
    }

    void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    <T> T call(Supplier<T> work) {
        if (transactions.isJoined()) {
            return transactions.required(work);
        }
        long begin = System.nanoTime();
        for (int tried = 1; ; tried++) {
            try {
                return transactions.required(work);
            } catch (TaggingPersistenceException e) {
                boolean hopeless = !e.isTransient() || tried == TRIES || System.nanoTime() - begin > PATIENCE;
                if (hopeless || !pause(tried)) {
                    throw e;
                }
            }
        }
    }

    /** False when the thread is interrupted, which it stays. */
    private static boolean pause(int tried) {
        long end = System.nanoTime()
                + Pauses.growing(FIRST_PAUSE, LONGEST_PAUSE, tried).toNanos();
        while (!Thread.currentThread().isInterrupted()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            LockSupport.parkNanos(left);
        }
        return false;
    }
}
