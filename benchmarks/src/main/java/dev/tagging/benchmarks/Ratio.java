package dev.tagging.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How many times one is quicker than the other, once for each round in which both ran: the middle, and between which the rounds
 * lie.
 */
public record Ratio(double median, double least, double greatest) {

    /** From one ratio a round. At least one is needed. */
    public static Ratio of(double... rounds) {
        double[] sorted = Arrays.stream(rounds).sorted().toArray();
        return new Ratio(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    /** From what both took in each round, in the same order. */
    public static Ratio of(double[] slower, double[] quicker) {
        return of(DoubleStream.iterate(0, i -> i + 1)
                .limit(slower.length)
                .map(i -> slower[(int) i] / quicker[(int) i])
                .toArray());
    }

    /** The goal and whether it is reached. */
    public String against(double goal) {
        return "≥ " + number(goal) + "x " + (median >= goal ? "✓" : "missed");
    }

    @Override
    public String toString() {
        return "%sx (%s to %s)".formatted(number(median), number(least), number(greatest));
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT,
                value >= 100 || value == Math.rint(value) ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f",
                value);
    }
}
