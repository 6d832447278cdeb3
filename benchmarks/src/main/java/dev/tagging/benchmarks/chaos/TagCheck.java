package dev.tagging.benchmarks.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.tagging.benchmarks.chaos.Deed.Kind;
import dev.tagging.benchmarks.chaos.Deed.Told;
import dev.tagging.benchmarks.chaos.Evidence.Assertion;
import dev.tagging.benchmarks.chaos.Evidence.JobEvent;
import dev.tagging.benchmarks.chaos.Evidence.TagEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the provider is said to have said of an image is the one answer of one call: of the call that was made under the claim
 * which completed the job last. And every transaction that ever wrote such tags completed the job too, under the claim under
 * which the call was made, in the process that had made it.
 */
final class TagCheck {

    private final Evidence evidence;
    private final List<Violation> found;
    private final Map<Integer, Call> calls;
    private final Map<Work, JobEvent> completions = new HashMap<>();
    private final Map<String, JobEvent> lastCompletions = new HashMap<>();

    TagCheck(Evidence evidence, List<Violation> found) {
        this.evidence = evidence;
        this.found = found;
        this.calls = evidence.calls().stream().collect(toMap(Call::id, call -> call));
        evidence.database().jobEvents().stream().filter(JobEvent::isCompletion).forEach(event -> {
            completions.put(new Work(event.transaction(), event.image()), event);
            lastCompletions.put(event.image(), event);
        });
    }

    void run() {
        evidence.database().tagEvents().stream()
                .collect(groupingBy(event -> new Work(event.transaction(), event.image())))
                .forEach(this::holderWrote);
        everyImageShowsItsLastAnswer();
    }

    private void holderWrote(Work work, List<TagEvent> written) {
        JobEvent completion = completions.get(work);
        if (completion == null) {
            add(Violation.Kind.FENCED, "written without completing the job: " + written);
            return;
        }
        written.stream()
                .map(TagEvent::confidence)
                .filter(Objects::nonNull)
                .map(Call::idIn)
                .distinct()
                .forEach(id -> callWasUnder(completion, id));
    }

    private void callWasUnder(JobEvent completion, int id) {
        Call call = calls.get(id);
        if (call == null) {
            add(Violation.Kind.FENCED, "nobody knows call " + id + ", of which was written by " + completion);
        } else if (!call.image().equals(completion.image()) || call.claim() != completion.newClaim()) {
            add(Violation.Kind.FENCED, "written of " + call + " by " + completion);
        } else if (!isOf(call, completion.oldWorker())) {
            add(Violation.Kind.FENCED, "written of " + call + " by another process: " + completion);
        }
    }

    /** Workers bear the number of their process in their names. */
    private static boolean isOf(Call call, @Nullable String worker) {
        return worker != null && worker.contains("-" + call.pid() + "-");
    }

    private void everyImageShowsItsLastAnswer() {
        Map<String, List<Assertion>> said = evidence.database().assertions().stream()
                .filter(assertion -> assertion.model() != null)
                .collect(groupingBy(Assertion::image));
        Map<String, List<Call>> answered =
                evidence.calls().stream().filter(call -> call.answer() != null).collect(groupingBy(Call::image));
        for (String image : evidence.images()) {
            JobEvent completion = lastCompletions.get(image);
            if (completion != null) {
                List<Call> candidates = answered.getOrDefault(image, List.of()).stream()
                        .filter(call -> call.claim() == completion.newClaim())
                        .toList();
                if (candidates.size() == 1) {
                    Call call = candidates.get(0);
                    isAnswerOf(call, said.getOrDefault(image, List.of()));
                    isNotOlderThanRequests(call);
                } else {
                    add(
                            candidates.isEmpty() ? Violation.Kind.FENCED : Violation.Kind.DOUBLED,
                            candidates.size() + " answers under the claim of " + completion);
                }
            }
        }
    }

    private void isAnswerOf(Call call, List<Assertion> said) {
        Call.Answer answer = Objects.requireNonNull(call.answer());
        Set<Said> missing = new HashSet<>();
        answer.tags().forEach((tag, confidence) -> missing.add(new Said(tag, answer.model(), confidence)));
        for (Assertion assertion : said) {
            if (!missing.remove(new Said(assertion.tag(), assertion.model(), assertion.confidence()))) {
                add(Violation.Kind.DOUBLED, assertion + " is not of the last answer: " + call);
            }
        }
        missing.forEach(tag -> add(Violation.Kind.LOST, tag + " of the last answer is missing: " + call));
    }

    /** Whoever asks for an image to be tagged again gets an answer that was not there already. */
    private void isNotOlderThanRequests(Call call) {
        evidence.deeds().stream()
                .filter(deed -> deed.kind() == Kind.REQUEST && deed.told() != Told.FAILED)
                .filter(deed -> deed.image().equals(call.image()) && deed.begun() > call.begun())
                .forEach(deed -> add(Violation.Kind.LOST, deed + " came to nothing: the last answer is of " + call));
    }

    private void add(Violation.Kind kind, String what) {
        found.add(new Violation(kind, what));
    }

    /** What one transaction did to one image. */
    private record Work(long transaction, String image) {}

    private record Said(String tag, @Nullable String model, @Nullable Double confidence) {}
}
