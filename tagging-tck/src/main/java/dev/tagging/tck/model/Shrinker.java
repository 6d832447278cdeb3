package dev.tagging.tck.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Shrinkable;

/**
 * Makes a failing sequence short: first by leaving out stretches of it, long ones before short ones ("delta debugging", A.
 * Zeller and R. Hildebrandt, 2002), then by making each step as simple as can be.
 */
final class Shrinker {

    /** Simpler steps tried in the place of one. */
    private static final int SIMPLER_STEPS = 20;

    private final Function<List<Step>, Optional<Integer>> failure;
    private int attempts;

    /**
     * @param failure after how many steps a sequence fails; empty when it does not
     * @param attempts how many sequences may be tried
     */
    Shrinker(Function<List<Step>, Optional<Integer>> failure, int attempts) {
        this.failure = failure;
        this.attempts = attempts;
    }

    /** Answers with a sequence that fails and of which no step can be left out, unless attempts ran out. */
    List<Step> shrink(List<Shrinkable<Step>> failing) {
        List<Shrinkable<Step>> shortest = withoutTransactions(withoutStretches(failing));
        for (int i = 0; i < shortest.size(); i++) {
            shortest = simplified(shortest, i);
        }
        return values(withoutStretches(shortest));
    }

    private List<Shrinkable<Step>> withoutStretches(List<Shrinkable<Step>> failing) {
        List<Shrinkable<Step>> shortest = failing;
        int length = Math.max(1, shortest.size() / 2);
        while (attempts > 0) {
            boolean shortened = false;
            // a shorter sequence may fail even earlier, and end before the next stretch begins
            for (int end = shortest.size(); end > 0; end = Math.min(end - length, shortest.size())) {
                List<Shrinkable<Step>> rest = new ArrayList<>(shortest);
                rest.subList(Math.max(0, end - length), end).clear();
                Optional<List<Shrinkable<Step>>> shorter = failing(rest);
                if (shorter.isPresent()) {
                    shortest = shorter.get();
                    shortened = true;
                }
            }
            if (length == 1 && !shortened) {
                return shortest;
            }
            length = Math.max(1, Math.min(length, shortest.size()) / 2);
        }
        return shortest;
    }

    /** With the steps of the host's transactions by themselves, where that will do. */
    private List<Shrinkable<Step>> withoutTransactions(List<Shrinkable<Step>> failing) {
        List<Shrinkable<Step>> simplest = failing;
        for (int i = failing.size() - 1; i >= 0; i--) {
            if (i < simplest.size() && simplest.get(i).value() instanceof Step.InTransaction transaction) {
                List<Shrinkable<Step>> taken = new ArrayList<>(simplest);
                taken.remove(i);
                taken.addAll(
                        i,
                        transaction.steps().stream()
                                .map(step -> Shrinkable.<Step>unshrinkable(step))
                                .toList());
                simplest = failing(taken).orElse(simplest);
            }
        }
        return simplest;
    }

    private List<Shrinkable<Step>> simplified(List<Shrinkable<Step>> sequence, int index) {
        List<Shrinkable<Step>> simplest = sequence;
        boolean simpler = true;
        while (simpler && index < simplest.size()) {
            simpler = false;
            for (Shrinkable<Step> step :
                    simplest.get(index).shrink().limit(SIMPLER_STEPS).toList()) {
                List<Shrinkable<Step>> changed = new ArrayList<>(simplest);
                changed.set(index, step);
                Optional<List<Shrinkable<Step>>> better = failing(changed);
                if (better.isPresent()) {
                    simplest = better.get();
                    simpler = true;
                    break;
                }
            }
        }
        return simplest;
    }

    /** The sequence up to the step after which it fails; empty when it does not, or nothing may be tried any more. */
    private Optional<List<Shrinkable<Step>>> failing(List<Shrinkable<Step>> sequence) {
        if (sequence.isEmpty() || attempts-- <= 0) {
            return Optional.empty();
        }
        return failure.apply(values(sequence)).map(steps -> List.copyOf(sequence.subList(0, steps)));
    }

    private static List<Step> values(List<Shrinkable<Step>> sequence) {
        return sequence.stream().map(Shrinkable::value).toList();
    }
}
