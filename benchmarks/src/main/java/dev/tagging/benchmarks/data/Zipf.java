package dev.tagging.benchmarks.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Ranks as people use words: the one of rank {@code r}, from 0 on, in proportion to {@code 1 / (r + 1 + q)} (the law of Zipf and
 * Mandelbrot with an exponent of 1).
 */
final class Zipf {

    private final double[] upTo;

    Zipf(int ranks, double q) {
        upTo = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += 1 / (rank + 1 + q);
            upTo[rank] = sum;
        }
    }

    int next(SplittableRandom random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return found < 0 ? Math.min(-found - 1, upTo.length - 1) : found;
    }
}
