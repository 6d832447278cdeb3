package dev.tagging.benchmarks.chaos;

import dev.tagging.TaggingPolicy;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of the provider, as its process wrote it down.
 *
 * @param id unique over all processes of a run
 * @param pid of the process
 * @param image which image it was asked about
 * @param claim the claim of the job under which it was asked
 * @param begun microseconds since 1970
 * @param answer null when it failed, or its process ended before
 */
record Call(int id, long pid, String image, long claim, long begun, @Nullable Answer answer) {

    /** Calls a process may make, and processes a run may have: what fits into the fraction of a confidence. */
    private static final int CALLS = 1 << 12;

    private static final int PROCESSES = 1 << 9;

    /** Width of a call in a confidence. PostgreSQL keeps a {@code real}, which is exact to this between 64 and 128. */
    private static final double STEP = 1.0 / (1 << 17);

    /** The lower ends of the bands, with room for all calls above each. */
    private static final double[] BASES = {50, 67, 84};

    /**
     * What a call said.
     *
     * @param tags with their confidences, in each of which stands the number of the call
     */
    record Answer(String model, Map<String, Double> tags) {
        Answer {
            tags = Map.copyOf(tags);
        }
    }

    /** The bands that {@link #confidence} means. */
    static void bands(TaggingPolicy.Builder policy) {
        policy.lowFrom(BASES[0]).mediumFrom(BASES[1]).highFrom(BASES[2]);
    }

    static int id(int process, int number) {
        if (process < 0 || process >= PROCESSES || number < 0 || number >= CALLS) {
            throw new IllegalStateException("more calls than can be told apart: " + process + ", " + number);
        }
        return process * CALLS + number;
    }

    /** Which process made the call. */
    static int processOf(int id) {
        return id / CALLS;
    }

    /** @param band 0 for a low one, 1 for a medium one, 2 for a high one */
    static double confidence(int band, int id) {
        return BASES[band] + id * STEP;
    }

    /** The call that gave a confidence. */
    static int idIn(double confidence) {
        double base = BASES[0];
        for (double candidate : BASES) {
            base = confidence >= candidate ? candidate : base;
        }
        return (int) Math.round((confidence - base) / STEP);
    }

    @Override
    public String toString() {
        return "call %d of process %d (pid %d) on %s under claim %d".formatted(id, processOf(id), pid, image, claim);
    }
}
