package dev.tagging.benchmarks;

import java.util.Arrays;

/** How long something took, again and again; in nanoseconds. */
public final class Samples {

    private long[] values = new long[64];
    private int size;

    /** Adds one time. */
    public void add(long nanos) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = nanos;
    }

    /** Adds all times of another. */
    public void addAll(Samples other) {
        for (int i = 0; i < other.size; i++) {
            add(other.values[i]);
        }
    }

    /** How many times were added. */
    public int size() {
        return size;
    }

    /** The time that a share of all does not exceed (nearest rank). At least one time is needed. */
    public long quantile(double share) {
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * size) - 1)];
    }

    /** The middle, in milliseconds. */
    public double medianMillis() {
        return quantile(0.5) / 1e6;
    }

    /** What one in twenty exceeds, in milliseconds. */
    public double p95Millis() {
        return quantile(0.95) / 1e6;
    }

    /** The longest, in milliseconds. */
    public double longestMillis() {
        return quantile(1) / 1e6;
    }
}
