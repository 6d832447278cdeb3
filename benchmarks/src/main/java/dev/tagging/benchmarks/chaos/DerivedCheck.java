package dev.tagging.benchmarks.chaos;

import dev.tagging.benchmarks.chaos.Evidence.Count;
import dev.tagging.benchmarks.chaos.Evidence.Stored;
import java.util.List;

/** Counts and search are what they are derived from. */
record DerivedCheck(Stored database, List<Violation> found) {

    void run() {
        for (Count count : database.counts()) {
            if (count.kept() != count.counted()) {
                add("'%s' is used %d times, and its count says %d"
                        .formatted(count.tag(), count.counted(), count.kept()));
            }
        }
        if (database.pendingCounts() != 0) {
            add(database.pendingCounts() + " changes of counts were not added up");
        }
        database.differences().forEach(difference -> add("computed anew, the search differs: " + difference));
    }

    private void add(String what) {
        found.add(new Violation(Violation.Kind.INCONSISTENT, what));
    }
}
