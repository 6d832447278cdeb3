package dev.tagging.benchmarks.chaos;

import java.util.ArrayList;
import java.util.List;

/** Looks for anything in the evidence of a run that must not be. It sees nothing but the evidence. */
final class Checker {

    private Checker() {}

    static List<Violation> check(Evidence evidence) {
        List<Violation> found = new ArrayList<>();
        new JobCheck(evidence, found).run();
        new TagCheck(evidence, found).run();
        new PeopleCheck(evidence, found).run();
        new DerivedCheck(evidence.database(), found).run();
        return List.copyOf(found);
    }
}
