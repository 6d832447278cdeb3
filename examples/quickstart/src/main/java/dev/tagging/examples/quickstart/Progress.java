package dev.tagging.examples.quickstart;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How far the tagging has come, and how fast it goes. Times are those of {@link System#nanoTime()}. */
final class Progress {

    /** The rate is that of the last seconds, so that it follows when images become larger or the machine busier. */
    private static final long WINDOW = Duration.ofSeconds(10).toNanos();

    private static final double SECOND = 1e9;

    private final long total;
    private final long begin;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long failed;

    private record Sample(long nanos, long done) {}

    Progress(long total, long nanos) {
        this.total = total;
        this.begin = nanos;
        samples.add(new Sample(nanos, 0));
    }

    /**
     * Takes note of where things stand.
     *
     * @param done images that need no more work, those that failed among them
     */
    void update(long done, long failed, long nanos) {
        this.failed = failed;
        samples.addLast(new Sample(nanos, Math.min(done, total)));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW) {
            samples.removeFirst();
        }
    }

    long total() {
        return total;
    }

    long done() {
        return samples.getLast().done();
    }

    long failed() {
        return failed;
    }

    /** 0 to 1. */
    double fraction() {
        return total == 0 ? 1 : (double) done() / total;
    }

    Duration elapsed() {
        return Duration.ofNanos(samples.getLast().nanos() - begin);
    }

    /** Images a second of late; 0 while there is nothing to tell it by. */
    double rate() {
        long nanos = samples.getLast().nanos() - samples.getFirst().nanos();
        long done = samples.getLast().done() - samples.getFirst().done();
        return nanos <= 0 ? 0 : done * SECOND / nanos;
    }

    /** Images a second from the beginning. */
    double overallRate() {
        return elapsed().isZero() ? 0 : done() * SECOND / elapsed().toNanos();
    }

    /** How long the rest will take; empty while there is nothing to tell it by. */
    Optional<Duration> left() {
        return rate() > 0
                ? Optional.of(Duration.ofNanos((long) ((total - done()) / rate() * SECOND)))
                : Optional.empty();
    }
}
