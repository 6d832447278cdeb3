package dev.tagging.tck.model;

import dev.tagging.tck.model.Replay.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Random sequences. The same seed always gives the same ones.
 *
 * @param seed of the first sequence; each has its own, one higher than that of the one before
 * @param count how many sequences
 * @param maxSteps most steps of a sequence
 */
public record Sequences(long seed, int count, int maxSteps) {

    /** System property for the number of sequences. */
    public static final String COUNT_PROPERTY = "tagging.model.sequences";

    /** System property for the most steps of a sequence. */
    public static final String STEPS_PROPERTY = "tagging.model.steps";

    /** System property for the seed. */
    public static final String SEED_PROPERTY = "tagging.model.seed";

    /** System property for the number of threads, each with a database of its own. */
    public static final String THREADS_PROPERTY = "tagging.model.threads";

    /** Sequences tried to make a failing one short. */
    private static final int SHRINKING = 500;

    /** How many steps are mostly about the same image and tag, on average. */
    private static final int STEPS_ON_A_SUBJECT = 12;

    private static final int GENERATOR_SIZE = 1_000;

    /** As the system properties say; where they say nothing, few enough for every build. */
    public static Sequences configured() {
        return new Sequences(
                Long.getLong(SEED_PROPERTY, 1),
                Integer.getInteger(COUNT_PROPERTY, 12),
                Integer.getInteger(STEPS_PROPERTY, 60));
    }

    /** How many sequences to run at the same time, as the system property says; 1 where it says nothing. */
    public static int configuredThreads() {
        return Integer.getInteger(THREADS_PROPERTY, 1);
    }

    /**
     * Runs all sequences.
     *
     * @param replays share the work, each in a thread of its own; on databases of their own
     * @return how many steps were taken
     * @throws Found when database and model differ after one of them
     */
    public long check(List<Replay> replays) {
        ExecutorService threads = Executors.newFixedThreadPool(replays.size());
        try {
            BlockingQueue<Replay> idle = new ArrayBlockingQueue<>(replays.size(), false, replays);
            CompletionService<Optional<Failing>> done = new ExecutorCompletionService<>(threads);
            long[] steps = {0};
            JqwikSession.run(() -> {
                Map<Subject, RandomGenerator<Step>> generators = new HashMap<>();
                for (int i = 0; i < count + replays.size(); i++) {
                    if (i >= replays.size()) {
                        Optional<Failing> failing = done.take().get();
                        if (failing.isPresent()) {
                            throw shortest(failing.get(), idle.take());
                        }
                    }
                    if (i < count) {
                        Generated sequence = generate(generators, seed + i);
                        steps[0] += sequence.steps().size();
                        done.submit(() -> run(sequence, idle));
                    }
                }
            });
            return steps[0];
        } finally {
            threads.shutdown();
            awaitEnd(threads);
        }
    }

    /** Whoever gets the outcome may close the databases. */
    private static void awaitEnd(ExecutorService threads) {
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private Generated generate(Map<Subject, RandomGenerator<Step>> generators, long ownSeed) {
        Random random = new Random(ownSeed);
        List<Shrinkable<Step>> steps = new ArrayList<>();
        Subject subject = Subject.any(random);
        for (int left = 1 + random.nextInt(maxSteps); left > 0; left--) {
            if (random.nextInt(STEPS_ON_A_SUBJECT) == 0) {
                subject = Subject.any(random);
            }
            steps.add(generators
                    .computeIfAbsent(subject, about -> Steps.about(about.image(), about.tag())
                            .generator(GENERATOR_SIZE, false))
                    .next(random));
        }
        return new Generated(
                ownSeed, steps, steps.stream().map(Shrinkable::value).toList());
    }

    private static Optional<Failing> run(Generated sequence, BlockingQueue<Replay> idle) throws InterruptedException {
        Replay replay = idle.take();
        try {
            return difference(replay, sequence.values(), true).map(first -> new Failing(sequence, first));
        } finally {
            idle.put(replay);
        }
    }

    private static Found shortest(Failing failing, Replay replay) {
        Difference first = failing.difference();
        boolean thoroughly = difference(replay, first.steps(), false).isEmpty();
        Shrinker shrinker = new Shrinker(
                steps -> difference(replay, steps, thoroughly)
                        .map(found -> found.steps().size()),
                SHRINKING);
        List<Step> shortest = shrinker.shrink(
                failing.sequence().steps().subList(0, first.steps().size()));
        return new Found(
                failing.sequence().seed(),
                difference(replay, shortest, thoroughly).orElse(first));
    }

    private static Optional<Difference> difference(Replay replay, List<Step> steps, boolean thoroughly) {
        try {
            replay.run(steps, thoroughly);
            return Optional.empty();
        } catch (Difference e) {
            return Optional.of(e);
        }
    }

    /** What steps are mostly about for a while. */
    private record Subject(String image, String tag) {

        static Subject any(Random random) {
            return new Subject(one(Scene.IMAGES, random), one(Scene.TAGS, random));
        }

        private static String one(List<String> values, Random random) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /** The values are there beside the steps, because jqwik makes them only in the thread that generates. */
    private record Generated(long seed, List<Shrinkable<Step>> steps, List<Step> values) {}

    private record Failing(Generated sequence, Difference difference) {}

    /** The end of a search for differences: the shortest sequence after which there is one, as a test to paste. */
    public static final class Found extends AssertionError {
        private static final long serialVersionUID = 1L;

        private final transient List<Step> steps;

        private Found(long seed, Difference difference) {
            super(
                    "Database and model differ, with seed %d; as short as can be:%n%n%s%n%s"
                            .formatted(seed, PasteableTest.of(difference.steps()), difference.getMessage()),
                    difference);
            this.steps = difference.steps();
        }

        /** The shortest sequence that was found. */
        public List<Step> steps() {
            return steps;
        }

        /** The sequence as the test that is in the message. */
        public String test() {
            return PasteableTest.of(steps);
        }
    }
}
