package dev.tagging.tck.model;

import dev.tagging.tck.persistence.AdapterUnderTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * That an adapter keeps the rules in whatever order things happen, see the {@linkplain dev.tagging.tck.model package
 * documentation}. Tests of classes that implement it can have a parameter of type {@link Replay}.
 */
@ExtendWith(ReplayExtension.class)
public interface ModelContract extends AdapterUnderTest {

    /** How many sequences of how many steps in how many threads, the properties of {@link Sequences} say. */
    @Test
    default void databaseAndModelAgreeWhateverHappens(List<Replay> replays, TestReporter reporter) {
        Sequences sequences = Sequences.configured();
        long start = System.nanoTime();

        long steps = sequences.check(replays);

        reporter.publishEntry(
                "model",
                "%s: %,d sequences of up to %d steps, %,d steps in all, seed %d, no difference, %d s"
                        .formatted(
                                getClass().getSimpleName(),
                                sequences.count(),
                                sequences.maxSteps(),
                                steps,
                                sequences.seed(),
                                Duration.ofNanos(System.nanoTime() - start).toSeconds()));
    }
}
