package dev.tagging.engine;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Lengths of pauses, never the same twice, so that nodes that stumbled together do not come back together. */
final class Pauses {
    private Pauses() {}

    /** The {@code nth} pause of a row (from 1) that doubles up to {@code longest}, shortened by up to half at random. */
    static Duration growing(Duration first, Duration longest, int nth) {
        long doubled = first.toNanos() << Math.min(nth - 1, 20);
        long limit = Math.min(doubled, longest.toNanos());
        return Duration.ofNanos(limit - ThreadLocalRandom.current().nextLong(limit / 2 + 1));
    }

    /** Around {@code length}, a quarter shorter or longer at most. */
    static Duration around(Duration length) {
        long nanos = nanos(length);
        return Duration.ofNanos(nanos / 4 * 3 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
    }

    /** In nanoseconds, or the largest number of them that fits. */
    static long nanos(Duration length) {
        return TimeUnit.NANOSECONDS.convert(length);
    }
}
