package dev.tagging.benchmarks.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends a process that has not ended by itself. */
final class TimeLimit {

    private static final int OUT_OF_TIME = 4;

    private TimeLimit() {}

    /** Ends this process after {@code limit}, whatever it is doing then. */
    static void set(Duration limit) {
        Thread timer = new Thread(
                () -> {
                    try {
                        TimeUnit.MILLISECONDS.sleep(limit.toMillis());
                    } catch (InterruptedException e) {
                        // Nobody does; and if somebody did, ending now would be right.
                    }
                    System.err.println("out of time after " + limit);
                    Runtime.getRuntime().halt(OUT_OF_TIME);
                },
                "time-limit");
        timer.setDaemon(true);
        timer.start();
    }
}
