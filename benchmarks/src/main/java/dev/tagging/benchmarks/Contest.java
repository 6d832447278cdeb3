package dev.tagging.benchmarks;

import java.util.ArrayList;
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

    private final Map<String, Run> contenders = new LinkedHashMap<>();

    /** Adds a contender. */
    public Contest add(String name, Run run) {
        contenders.put(name, run);
        return this;
    }

    /**
     * Lets them run.
     *
     * @param warmUps rounds before those that count
     * @param runs how often each contender runs in a round; the same numbers for all
     */
    public Result run(int warmUps, int rounds, int runs) throws Exception {
        Map<String, List<Samples>> times = new LinkedHashMap<>();
        List<String> order = new ArrayList<>(contenders.keySet());
        order.forEach(name -> times.put(name, new ArrayList<>()));
        for (int round = -warmUps; round < rounds; round++) {
            for (String name : order) {
                Samples samples = new Samples();
                Run contender = Objects.requireNonNull(contenders.get(name));
                for (int i = 0; i < runs; i++) {
                    int number = (round + warmUps) * runs + i;
                    long begin = System.nanoTime();
                    contender.run(number);
                    samples.add(System.nanoTime() - begin);
                }
                if (round >= 0) {
                    Objects.requireNonNull(times.get(name)).add(samples);
                }
            }
            order.add(order.remove(0));
        }
        return new Result(times);
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
