package dev.tagging.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Contenders that take turns, so that a slow minute of the machine is one for all: a round is a number of runs of each, one
 * contender after the other, and the order turns from round to round.
 */
public final class Contest {

    /** What is timed. */
    @FunctionalInterface
    public interface Run {
        /** @param number counts the runs of this contender, from 0 on */
        void run(int number) throws Exception;
    }

    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration ROUND = Duration.ofMillis(400);
    private static final int MOST_WARM_UPS = 2_000;
    private static final int LEAST_RUNS = 6;
    private static final int MOST_RUNS = 300;

    private final Map<String, Run> contenders = new LinkedHashMap<>();

    /** Adds a contender. */
    public Contest add(String name, Run run) {
        contenders.put(name, run);
        return this;
    }

    /** Lets them run for a number of rounds, after each has run for long enough to be compiled and to have its plans made. */
    public Result run(int rounds) throws Exception {
        Map<String, List<Samples>> times = new LinkedHashMap<>();
        Map<String, Integer> runs = new HashMap<>();
        for (Map.Entry<String, Run> contender : contenders.entrySet()) {
            times.put(contender.getKey(), new ArrayList<>());
            runs.put(contender.getKey(), warmUp(contender.getValue()));
        }
        List<String> order = new ArrayList<>(contenders.keySet());
        for (int round = 0; round < rounds; round++) {
            for (String name : order) {
                Samples samples = new Samples();
                int many = Objects.requireNonNull(runs.get(name));
                for (int i = 0; i < many; i++) {
                    run(Objects.requireNonNull(contenders.get(name)), round * many + i, samples);
                }
                Objects.requireNonNull(times.get(name)).add(samples);
            }
            order.add(order.remove(0));
        }
        return new Result(times);
    }

    /** Returns how often it is to run in a round. */
    private static int warmUp(Run contender) throws Exception {
        Samples samples = new Samples();
        long end = System.nanoTime() + WARM_UP.toNanos();
        while (samples.size() < LEAST_RUNS || (System.nanoTime() - end < 0 && samples.size() < MOST_WARM_UPS)) {
            run(contender, samples.size(), samples);
        }
        long many = ROUND.toNanos() / Math.max(1, samples.quantile(0.5));
        // of a number of inputs that take turns, each is to run as often as the others
        return (int) Math.max(LEAST_RUNS, Math.min(MOST_RUNS, many / LEAST_RUNS * LEAST_RUNS));
    }

    private static void run(Run contender, int number, Samples samples) throws Exception {
        long begin = System.nanoTime();
        contender.run(number);
        samples.add(System.nanoTime() - begin);
    }

    /**
     * What came out.
     *
     * @param rounds the times of each contender by round
     */
    public record Result(Map<String, List<Samples>> rounds) {

        /** All times of a contender. */
        public Samples of(String name) {
            Samples all = new Samples();
            Objects.requireNonNull(rounds.get(name), name).forEach(all::addAll);
            return all;
        }

        /** How many times quicker one is than the other, by the medians of each round. */
        public Ratio ratio(String slower, String quicker) {
            return Ratio.of(medians(slower), medians(quicker));
        }

        private double[] medians(String name) {
            return Objects.requireNonNull(rounds.get(name), name).stream()
                    .mapToDouble(Samples::medianMillis)
                    .toArray();
        }
    }
}
