package dev.tagging.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Places for images in work. Whoever holds one may hold one image in memory. */
final class Slots {

    private int free;
    private boolean closed;

    Slots(int size) {
        this.free = size;
    }

    /** Waits for a free place and takes all there are; 0 once closed. */
    synchronized int takeAll() throws InterruptedException {
        while (free == 0 && !closed) {
            wait();
        }
        int taken = closed ? 0 : free;
        free -= taken;
        return taken;
    }

    /** Takes one place; false when none has become free in time, or once closed. */
    synchronized boolean takeOne(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + Pauses.nanos(atMost);
        while (free == 0 && !closed) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        if (closed) {
            return false;
        }
        free--;
        return true;
    }

    synchronized void give(int places) {
        free += places;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
