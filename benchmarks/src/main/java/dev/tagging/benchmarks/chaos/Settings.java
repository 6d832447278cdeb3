package dev.tagging.benchmarks.chaos;

import java.time.Duration;

/**
 * What a run is like.
 *
 * @param seed decides what is done to whom and after which pause, what people do, and what the provider says
 * @param images how many images there are in the end; the last quarter is uploaded while the others are being tagged
 * @param people how many do something to them meanwhile
 * @param workers processes at work at any time
 * @param concurrency images in work at once in each of them
 * @param lease of the workers; a frozen one stays so for longer
 * @param delay how long the provider takes for an image, on average
 * @param calm pause between two blows, on average
 * @param blows how many there are at most
 * @param limit a run that has not ended by then has failed
 * @param fenced false lets workers ignore that their claim no longer holds, to see that this is noticed
 */
record Settings(
        long seed,
        int images,
        int people,
        int workers,
        int concurrency,
        Duration lease,
        Duration delay,
        Duration calm,
        int blows,
        Duration limit,
        boolean fenced) {

    static Settings full(long seed, int images, boolean fenced) {
        return new Settings(
                seed,
                images,
                4,
                3,
                6,
                Duration.ofSeconds(2),
                Duration.ofMillis(300),
                Duration.ofMillis(1_600),
                400,
                Duration.ofMinutes(20),
                fenced);
    }

    /** A run of some seconds, in which everything happens at least once. */
    static Settings brief(long seed) {
        return new Settings(
                seed,
                200,
                4,
                3,
                4,
                Duration.ofSeconds(1),
                Duration.ofMillis(150),
                Duration.ofMillis(500),
                5,
                Duration.ofMinutes(2),
                true);
    }

    /** How many images are there before the workers begin. */
    int uploadedBefore() {
        return images - images / 4;
    }

    /** The form that {@link #parse} reads. */
    String text() {
        return "%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%b"
                .formatted(
                        seed,
                        images,
                        people,
                        workers,
                        concurrency,
                        lease.toMillis(),
                        delay.toMillis(),
                        calm.toMillis(),
                        blows,
                        limit.toMillis(),
                        fenced);
    }

    static Settings parse(String text) {
        String[] parts = text.split(",", -1);
        return new Settings(
                Long.parseLong(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                Duration.ofMillis(Long.parseLong(parts[5])),
                Duration.ofMillis(Long.parseLong(parts[6])),
                Duration.ofMillis(Long.parseLong(parts[7])),
                Integer.parseInt(parts[8]),
                Duration.ofMillis(Long.parseLong(parts[9])),
                Boolean.parseBoolean(parts[10]));
    }
}
