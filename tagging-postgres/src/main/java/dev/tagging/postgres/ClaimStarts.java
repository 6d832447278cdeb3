package dev.tagging.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Where a claim begins to look in a long queue: not before what was found last. As long as any transaction of the database is
 * open, the rows that finished jobs left behind stay in the index in front of those that wait, and claims that begin at its
 * beginning would take longer and longer.
 *
 * <p>A job may come to stand before the start: its transaction committed late, or another worker gave it back. So a start only
 * holds for a second, and only while each claim finds as much as it wants: where one does not, the queue is looked through from
 * its beginning.
 */
final class ClaimStarts {

    private static final Duration VALID = Duration.ofSeconds(1);

    /** So many claims in a row that find all they want make a queue a long one. */
    private static final int LONG = 20;

    /** No job of any of the three priorities has been due for longer. */
    private static final List<Instant> BEGINNING = Collections.nCopies(3, Instant.EPOCH);

    private final LongSupplier nanoTime;
    private final Map<String, Course> courses = new ConcurrentHashMap<>();

    ClaimStarts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Where to begin, by the number of a priority. */
    List<Instant> of(String pipeline) {
        Course course = courses.get(pipeline);
        return course == null || course.full < LONG || nanoTime.getAsLong() - course.expiresAt >= 0
                ? BEGINNING
                : course.starts;
    }

    static boolean isBeginning(List<Instant> starts) {
        return starts.equals(BEGINNING);
    }

    /**
     * Notes what a claim found.
     *
     * @param starts where it began
     * @param full whether it found as much as it wanted
     */
    void found(String pipeline, List<Instant> starts, Collection<Due> jobs, boolean full) {
        if (!full) {
            courses.remove(pipeline);
            return;
        }
        List<Instant> next = new ArrayList<>(starts);
        for (int priority = 0; priority < next.size(); priority++) {
            int wanted = priority;
            jobs.stream()
                    .filter(job -> job.priority() == wanted)
                    .map(Due::since)
                    .min(Comparator.naturalOrder())
                    .ifPresent(longest -> next.set(wanted, longest));
        }
        long expiresAt = nanoTime.getAsLong() + VALID.toNanos();
        courses.merge(
                pipeline,
                new Course(1, List.copyOf(next), expiresAt),
                (before, now) -> new Course(
                        before.full + 1, now.starts, isBeginning(starts) ? now.expiresAt : before.expiresAt));
    }

    /**
     * A job that was found.
     *
     * @param priority the number of its priority
     */
    record Due(int priority, Instant since) {}

    /**
     * How it went lately.
     *
     * @param full claims in a row that found all they wanted
     * @param expiresAt when the queue is to be looked through from its beginning again
     */
    private record Course(int full, List<Instant> starts, long expiresAt) {}
}
