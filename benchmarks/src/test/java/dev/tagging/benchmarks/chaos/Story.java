package dev.tagging.benchmarks.chaos;

import dev.tagging.benchmarks.chaos.Deed.Kind;
import dev.tagging.benchmarks.chaos.Deed.Told;
import dev.tagging.benchmarks.chaos.Evidence.Assertion;
import dev.tagging.benchmarks.chaos.Evidence.Count;
import dev.tagging.benchmarks.chaos.Evidence.Job;
import dev.tagging.benchmarks.chaos.Evidence.JobEvent;
import dev.tagging.benchmarks.chaos.Evidence.Removal;
import dev.tagging.benchmarks.chaos.Evidence.Shown;
import dev.tagging.benchmarks.chaos.Evidence.Stored;
import dev.tagging.benchmarks.chaos.Evidence.TagEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of a small run in which all went well, for tests to spoil. Image {@code taken} was taken over from a worker that
 * had answered already, {@code again} was tagged, asked for, and tagged again; people said and removed something of the first.
 */
final class Story {

    static final String TAKEN = "taken";
    static final String AGAIN = "again";

    private static final String LATE = "host-100-00aa";
    static final String GOOD = "host-200-00bb";

    static final int STALE_CALL = Call.id(1, 0);
    static final int WINNING_CALL = Call.id(2, 0);
    static final int LAST_CALL = Call.id(2, 2);

    final List<String> images = new ArrayList<>(List.of(TAKEN, AGAIN));
    final List<Call> calls = new ArrayList<>();
    final List<Deed> deeds = new ArrayList<>();
    final List<Job> jobs = new ArrayList<>();
    final List<JobEvent> jobEvents = new ArrayList<>();
    final List<TagEvent> tagEvents = new ArrayList<>();
    final List<Assertion> assertions = new ArrayList<>();
    final List<Removal> removals = new ArrayList<>();
    final List<Shown> shown = new ArrayList<>();
    final Map<String, Integer> feedback = new HashMap<>();
    final List<Count> counts = new ArrayList<>();
    final List<String> differences = new ArrayList<>();
    long pendingCounts;

    Story() {
        call(STALE_CALL, 100, TAKEN, 1, 10);
        call(WINNING_CALL, 200, TAKEN, 2, 20);
        call(Call.id(2, 1), 200, AGAIN, 1, 30);
        call(LAST_CALL, 200, AGAIN, 3, 50);

        event(1, TAKEN, null, "WAITING", 0, 0, null, null);
        event(2, TAKEN, "WAITING", "PROCESSING", 0, 1, null, LATE);
        event(3, TAKEN, "PROCESSING", "PROCESSING", 1, 2, LATE, GOOD);
        event(4, TAKEN, "PROCESSING", "COMPLETED", 2, 2, GOOD, null);
        event(5, AGAIN, null, "WAITING", 0, 0, null, null);
        event(6, AGAIN, "WAITING", "PROCESSING", 0, 1, null, GOOD);
        event(7, AGAIN, "PROCESSING", "COMPLETED", 1, 1, GOOD, null);
        event(8, AGAIN, "COMPLETED", "WAITING", 1, 2, null, null);
        event(9, AGAIN, "WAITING", "PROCESSING", 2, 3, null, GOOD);
        event(10, AGAIN, "PROCESSING", "COMPLETED", 3, 3, GOOD, null);
        jobs.add(new Job(TAKEN, "COMPLETED", 2));
        jobs.add(new Job(AGAIN, "COMPLETED", 3));

        write(4, TAKEN, WINNING_CALL);
        write(7, AGAIN, Call.id(2, 1));
        write(10, AGAIN, LAST_CALL);
        say(TAKEN, WINNING_CALL);
        say(AGAIN, LAST_CALL);
        assertions.add(new Assertion(TAKEN, "trip", null, null, true));
        removals.add(new Removal(TAKEN, "dog"));
        shown.addAll(List.of(
                new Shown(TAKEN, "beach", false),
                new Shown(TAKEN, "trip", true),
                new Shown(AGAIN, "beach", false),
                new Shown(AGAIN, "dog", false)));
        counts.addAll(List.of(new Count("beach", 2, 2), new Count("dog", 1, 1), new Count("trip", 1, 1)));

        deed(0, Kind.ADD, TAKEN, "trip", Told.CHANGED, 12);
        deed(1, Kind.REMOVE, TAKEN, "dog", Told.CHANGED, 25);
        deed(2, Kind.UPLOAD, AGAIN, "", Told.CHANGED, 28);
        deed(3, Kind.REQUEST, AGAIN, "", Told.CHANGED, 40);
        feedback.put(Deed.user(0), 1);
        feedback.put(Deed.user(1), 1);
    }

    /** What the checker finds. */
    List<Violation.Kind> violations() {
        return Checker.check(new Evidence(
                        images,
                        calls,
                        deeds,
                        new Stored(
                                jobs,
                                jobEvents,
                                tagEvents,
                                assertions,
                                removals,
                                shown,
                                feedback,
                                counts,
                                pendingCounts,
                                differences)))
                .stream()
                .map(Violation::kind)
                .distinct()
                .toList();
    }

    void call(int id, long pid, String image, long claim, long begun) {
        calls.add(new Call(id, pid, image, claim, begun, answer(id)));
    }

    void event(
            long transaction,
            String image,
            @Nullable String oldState,
            @Nullable String newState,
            long oldClaim,
            long newClaim,
            @Nullable String oldWorker,
            @Nullable String newWorker) {
        jobEvents.add(
                new JobEvent(transaction, image, oldState, newState, oldClaim, newClaim, oldWorker, newWorker, false));
    }

    void deed(int number, Kind kind, String image, String tag, Told told, long begun) {
        deeds.add(new Deed(number, kind, image, tag, told, false, begun));
    }

    void write(long transaction, String image, int call) {
        answer(call)
                .tags()
                .forEach((tag, confidence) -> tagEvents.add(
                        new TagEvent(transaction, image, tag, answer(call).model(), confidence)));
    }

    void say(String image, int call) {
        answer(call)
                .tags()
                .forEach((tag, confidence) ->
                        assertions.add(new Assertion(image, tag, answer(call).model(), confidence, true)));
    }

    private static Call.Answer answer(int call) {
        return new Call.Answer("model", Map.of("beach", Call.confidence(2, call), "dog", Call.confidence(1, call)));
    }
}
