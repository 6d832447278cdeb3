package dev.tagging.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a step on a thread of its own until told to stop. It survives whatever the step throws: it goes on after pauses
 * that grow, and logs the beginning and the end of the trouble, not each of its moments.
 */
final class Loop {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final Thread thread;
    private final Duration longestPause;
    private final Step step;
    private int failures;
    private boolean woken;
    private boolean stopped;

    /** @param longestPause between steps that fail one after the other */
    Loop(String name, Duration longestPause, Step step) {
        this.thread = NamedThreads.named(name, this::run);
        this.longestPause = longestPause;
        this.step = step;
    }

    void start() {
        thread.start();
    }

    /** Ends the pause between two steps, or lets the next one be left out. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    /** Lets the present step be the last. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Waits for the end of the last step; false when the time was up before. */
    boolean join(Duration atMost) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, Pauses.nanos(atMost)));
        return !thread.isAlive();
    }

    private void run() {
        while (!isStopped()) {
            try {
                pause(runStep());
            } catch (InterruptedException e) {
                log.debug("Thread {} was interrupted by a stranger and goes on", thread.getName());
            }
        }
    }

    private Pause runStep() throws InterruptedException {
        try {
            Duration pause = step.run();
            if (failures > 0) {
                log.info("Thread {} works again, after {} failures", thread.getName(), failures);
                failures = 0;
            }
            return new Pause(pause, true);
        } catch (RuntimeException | Error e) {
            failures++;
            if (failures == 1) {
                log.warn("Thread {} meets trouble and goes on trying", thread.getName(), e);
            } else {
                log.debug("Thread {} still meets trouble, for the {}th time", thread.getName(), failures, e);
            }
            return new Pause(Pauses.growing(FIRST_PAUSE, longestPause, failures), false);
        }
    }

    private synchronized void pause(Pause pause) throws InterruptedException {
        long end = System.nanoTime() + Pauses.nanos(pause.length());
        while (!stopped && !(pause.wakeable() && woken)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        woken = false;
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** One round of work; says how long to pause behind it. */
    @FunctionalInterface
    interface Step {
        Duration run() throws InterruptedException;
    }

    private record Pause(Duration length, boolean wakeable) {}
}
