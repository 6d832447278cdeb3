package dev.tagging.benchmarks.chaos;

import static java.util.stream.Collectors.joining;

import dev.tagging.benchmarks.chaos.Evidence.JobEvent;
import dev.tagging.benchmarks.chaos.Journals.Refusal;
import dev.tagging.benchmarks.chaos.Mayhem.Blow;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a run has shown.
 *
 * @param blows how many of each kind
 * @param evidence what was checked
 * @param refusals writes under claims that no longer held, as the workers saw them
 * @param violations what was found
 */
record Report(
        Settings settings,
        Map<Blow, Integer> blows,
        Evidence evidence,
        List<Refusal> refusals,
        Duration time,
        List<Violation> violations) {

    private static final int DETAILS = 20;

    /** Jobs that a worker was given although another had had them, because the lease of that one had ended. */
    long takeovers() {
        return evidence.database().jobEvents().stream()
                .filter(JobEvent::isTakeover)
                .count();
    }

    /** Writes that the database refused because somebody else had been given the job, or it was asked for anew. */
    long staleWrites() {
        Set<Refusal> refused = new HashSet<>(refusals);
        refused.removeAll(unheardCommits());
        return refused.size();
    }

    /** Completions that had happened, of which the answer was lost with the connection. */
    private Set<Refusal> unheardCommits() {
        Set<Refusal> done = new HashSet<>();
        evidence.database().jobEvents().stream()
                .filter(JobEvent::isCompletion)
                .forEach(event -> done.add(new Refusal("complete", event.image(), event.newClaim())));
        done.retainAll(new HashSet<>(refusals));
        return done;
    }

    /** All in one line. */
    String summary() {
        int unheard = unheardCommits().size();
        String done = Stream.of(
                        count(evidence.images().size(), "image"),
                        count(evidence.calls().size(), "call"),
                        count(evidence.deeds().size(), "deed") + " of people",
                        count(blows.getOrDefault(Blow.KILL, 0), "kill"),
                        count(blows.getOrDefault(Blow.FREEZE, 0), "freeze"),
                        count(blows.getOrDefault(Blow.CLOSE, 0), "orderly stop"),
                        count(blows.getOrDefault(Blow.RESTART, 0), "restart") + " of PostgreSQL",
                        count(takeovers(), "lease") + " taken over",
                        count(staleWrites(), "stale write") + " refused",
                        unheard == 0 ? "" : count(unheard, "commit") + " of which the answer was lost",
                        time.toSeconds() + " s")
                .filter(part -> !part.isEmpty())
                .collect(joining(", "));
        return "seed " + settings.seed() + ": " + done + ": "
                + Arrays.stream(Violation.Kind.values())
                        .map(kind -> count(kind) + " " + kind.words)
                        .collect(joining(", "));
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** The first violations, and how to run it again. */
    String details() {
        StringBuilder details = new StringBuilder();
        violations.stream()
                .limit(DETAILS)
                .forEach(violation -> details.append("  ").append(violation).append('\n'));
        if (violations.size() > DETAILS) {
            details.append("  and %d more%n".formatted(violations.size() - DETAILS));
        }
        return details.append("  again: mvn -q -Pchaos -pl benchmarks -am -Dseeds=%d -Dimages=%d%s%n"
                        .formatted(settings.seed(), settings.images(), settings.fenced() ? "" : " -Dfenced=false"))
                .toString();
    }

    private long count(Violation.Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }
}
