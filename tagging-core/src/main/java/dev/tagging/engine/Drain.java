package dev.tagging.engine;

import java.time.Duration;

/** Waits until there is nothing left to do. */
final class Drain {

    /** How long the work of other nodes may go unnoticed. */
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Kernel kernel;
    private final Maintenance maintenance;

    Drain(Kernel kernel, Maintenance maintenance) {
        this.kernel = kernel;
        this.maintenance = maintenance;
    }

    /** False when the time was up before, or the thread is interrupted, which it stays. */
    boolean await(Duration atMost) {
        long begin = System.nanoTime();
        long nanos = Pauses.nanos(atMost);
        while (isWorkLeft()) {
            long left = nanos - (System.nanoTime() - begin);
            if (left <= 0 || !pause(Math.min(left, LOOK.toNanos()))) {
                return false;
            }
        }
        maintenance.fold();
        return true;
    }

    /** Backfills count as work: they are fed here rather than waited for. */
    private boolean isWorkLeft() {
        boolean fed = maintenance.feed() > 0;
        return kernel.work().call(() -> kernel.database()
                                .jobs()
                                .open(kernel.settings().pipelineNames()))
                        > 0
                || fed;
    }

    private boolean pause(long nanos) {
        try {
            kernel.wakeUps().awaitJobEnd(Duration.ofNanos(nanos));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
