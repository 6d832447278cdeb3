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
        long limit = Math.min(doubled, nanos(longest));
        return Duration.ofNanos(limit - ThreadLocalRandom.current().nextLong(limit / 2 + 1));
    }

    /** Around {@code length}, a quarter shorter or longer at most. */
    static Duration around(Duration length) {
        long nanos = Math.min(nanos(length), Long.MAX_VALUE / 2);
        return Duration.ofNanos(nanos / 4 * 3 + ThreadLocalRandom.current().nextLong(nanos / 2 + 1));
    }

    /** In nanoseconds, or the largest number of them that fits. */
    static long nanos(Duration length) {
        return TimeUnit.NANOSECONDS.convert(length);
    }

    /** The same length, or 292 years: what a host says to mean "for ever" is more than a clock can take. */
    static Duration countable(Duration length) {
        return Duration.ofNanos(nanos(length));
    }
}
