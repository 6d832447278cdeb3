package dev.tagging.benchmarks.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.tagging.benchmarks.chaos.Deed.Kind;
import dev.tagging.benchmarks.chaos.Evidence.Job;
import dev.tagging.benchmarks.chaos.Evidence.JobEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Every image is done, and the history of its job is one in which nobody worked on what another held. */
final class JobCheck {

    /**
     * How often the library tries, while the database comes and goes. It cannot know that a request of which the answer was lost
     * has been done, and been worked off, before it tries again.
     */
    private static final long TRIES = 5;

    private final Evidence evidence;
    private final List<Violation> found;
    private final Map<String, Long> requests;

    JobCheck(Evidence evidence, List<Violation> found) {
        this.evidence = evidence;
        this.found = found;
        this.requests = evidence.deeds().stream()
                .filter(deed -> deed.kind() == Kind.REQUEST)
                .collect(groupingBy(Deed::image, summingLong(deed -> deed.disturbed() ? TRIES : 1)));
    }

    void run() {
        everyImageIsDone();
        evidence.database().jobEvents().stream()
                .collect(groupingBy(JobEvent::image))
                .forEach(this::historyHolds);
    }

    private void everyImageIsDone() {
        Set<String> missing = new HashSet<>(evidence.images());
        for (Job job : evidence.database().jobs()) {
            missing.remove(job.image());
            switch (job.state()) {
                case "COMPLETED" -> {}
                case "FAILED" -> add(Violation.Kind.LOST, job.image() + " was given up");
                default -> add(Violation.Kind.STUCK, job.image() + " is still " + job.state());
            }
        }
        missing.forEach(image -> add(Violation.Kind.LOST, image + " was uploaded and has no job"));
    }

    private void historyHolds(String image, List<JobEvent> events) {
        JobEvent before = null;
        for (JobEvent event : events) {
            if (before == null ? event.oldState() != null : !follows(event, before)) {
                add(Violation.Kind.INCONSISTENT, "history of " + image + " has a gap before " + event);
            }
            if (event.isCompletion()) {
                completionIsDue(event);
            } else if (event.oldState() != null && event.newClaim() <= event.oldClaim()) {
                add(Violation.Kind.INCONSISTENT, "the claim does not grow: " + event);
            }
            if (event.isTakeover() && event.inLease()) {
                add(Violation.Kind.FENCED, "taken from its holder before the lease had ended: " + event);
            }
            before = event;
        }
        nothingBeginsAnewByItself(image, events);
    }

    private static boolean follows(JobEvent event, JobEvent before) {
        return Objects.equals(event.oldState(), before.newState()) && event.oldClaim() == before.newClaim();
    }

    private void completionIsDue(JobEvent event) {
        if ("COMPLETED".equals(event.oldState())) {
            add(Violation.Kind.DOUBLED, "completed twice: " + event);
        } else if (!"PROCESSING".equals(event.oldState()) || event.newClaim() != event.oldClaim()) {
            add(Violation.Kind.FENCED, "completed by somebody who did not hold it: " + event);
        }
    }

    private void nothingBeginsAnewByItself(String image, List<JobEvent> events) {
        long again = events.stream()
                .filter(event -> "COMPLETED".equals(event.oldState()) && "WAITING".equals(event.newState()))
                .count();
        long asked = requests.getOrDefault(image, 0L);
        if (again > asked) {
            add(
                    Violation.Kind.DOUBLED,
                    "%s began anew %d times, and was asked for %d times at most".formatted(image, again, asked));
        }
    }

    private void add(Violation.Kind kind, String what) {
        found.add(new Violation(kind, what));
    }
}
