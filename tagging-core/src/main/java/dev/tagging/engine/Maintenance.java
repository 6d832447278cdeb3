package dev.tagging.engine;

import dev.tagging.spi.persistence.Persistence;
import java.time.Duration;

/** Tidies the database up: folds counts, feeds backfills, forgets old usage. Any number of nodes may be at it. */
final class Maintenance {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Most changes of counts folded in a transaction. */
    private static final int FOLDED = 5_000;

    /** Images of a backfill looked at in a transaction. */
    private static final int FED = 1_000;

    /** Jobs that keep a backfill's workers busy until the next round. */
    private static final int QUEUE = 5_000;

    /** Rounds of feeding before counts are folded again. */
    private static final int FEEDINGS = 20;

    private static final Duration USAGE_KEPT = Duration.ofDays(7);
    private static final long NANOS_BETWEEN_FORGETTING = Duration.ofHours(1).toNanos();

    private final Kernel kernel;
    private final Persistence database;
    private final Loop loop;
    private long nextForgetting = System.nanoTime();

    Maintenance(Kernel kernel) {
        this.kernel = kernel;
        this.database = kernel.database();
        this.loop = new Loop("tagging-maintenance", LONGEST_PAUSE, this::tidyUp);
    }

    void start() {
        kernel.wakeUps().maintenance(loop::wake);
        loop.start();
    }

    void stop() {
        loop.stop();
    }

    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return loop.join(atMost);
    }

    /** Folds all changes of counts that no other node is folding. */
    void fold() {
        while (!loop.isStopped() && kernel.work().call(() -> database.tags().fold(FOLDED)) > 0) {
            // The next ones.
        }
    }

    /** Queues some images of running backfills; returns how many were looked at. */
    int feed() {
        int fed = kernel.work().call(() -> database.backfills().feed(FED, QUEUE));
        if (fed > 0) {
            kernel.wakeUps().backfillFed();
        }
        return fed;
    }

    private Duration tidyUp() {
        fold();
        int rounds = 0;
        while (!loop.isStopped() && rounds < FEEDINGS && feed() > 0) {
            rounds++;
        }
        if (System.nanoTime() - nextForgetting >= 0) {
            kernel.work().call(() -> database.usage().forget(USAGE_KEPT));
            nextForgetting = System.nanoTime() + NANOS_BETWEEN_FORGETTING;
        }
        return rounds == FEEDINGS
                ? Duration.ZERO
                : Pauses.around(kernel.settings().workers().maintenanceInterval());
    }
}
