package dev.tagging.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.benchmarks.chaos.Deed.Kind;
import dev.tagging.benchmarks.chaos.Deed.Told;
import dev.tagging.benchmarks.chaos.Evidence.Assertion;
import dev.tagging.benchmarks.chaos.Evidence.Count;
import dev.tagging.benchmarks.chaos.Evidence.Job;
import dev.tagging.benchmarks.chaos.Evidence.JobEvent;
import dev.tagging.benchmarks.chaos.Evidence.Removal;
import dev.tagging.benchmarks.chaos.Evidence.Shown;
import dev.tagging.benchmarks.chaos.Evidence.TagEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing proves nothing: everything it should find is planted here, one at a time. */
class CheckerTest {

    private final Story story = new Story();

    @Test
    void findsNothingWhereAllWentWell() {
        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsAnImageThatNobodyWorksOn() {
        story.jobs.set(0, new Job(Story.TAKEN, "WAITING", 2));

        assertFound(Violation.Kind.STUCK);
    }

    @Test
    void findsALeaseThatNobodyTookOver() {
        story.jobs.set(0, new Job(Story.TAKEN, "PROCESSING", 1));

        assertFound(Violation.Kind.STUCK);
    }

    @Test
    void findsAnImageThatWasGivenUp() {
        story.jobs.set(0, new Job(Story.TAKEN, "FAILED", 2));

        assertFound(Violation.Kind.LOST);
    }

    @Test
    void findsAnUploadThatIsGone() {
        story.images.add("uploaded");

        assertFound(Violation.Kind.LOST);
    }

    @Test
    void findsAJobThatIsCompletedTwice() {
        story.event(11, Story.AGAIN, "COMPLETED", "COMPLETED", 3, 3, Story.GOOD, null);

        assertFound(Violation.Kind.DOUBLED);
    }

    @Test
    void findsAJobThatBeginsAnewByItself() {
        story.deeds.removeIf(deed -> deed.kind() == Kind.REQUEST);

        assertFound(Violation.Kind.DOUBLED);
    }

    @Test
    void knowsThatARequestMayBeMadeAgainWhenItsAnswerWasLost() {
        story.event(11, Story.AGAIN, "COMPLETED", "WAITING", 3, 4, null, null);
        story.event(12, Story.AGAIN, "WAITING", "PROCESSING", 4, 5, null, Story.GOOD);
        story.event(13, Story.AGAIN, "PROCESSING", "COMPLETED", 5, 5, Story.GOOD, null);
        story.calls.replaceAll(call -> call.id() == Story.LAST_CALL
                ? new Call(call.id(), call.pid(), call.image(), 5, call.begun(), call.answer())
                : call);
        story.tagEvents.removeIf(event -> event.transaction() == 10);
        story.write(13, Story.AGAIN, Story.LAST_CALL);
        assertFound(Violation.Kind.DOUBLED);

        story.deeds.replaceAll(deed -> deed.kind() == Kind.REQUEST
                ? new Deed(deed.number(), deed.kind(), deed.image(), deed.tag(), deed.told(), true, deed.begun())
                : deed);

        assertThat(story.violations()).isEmpty();
    }

    @Test
    void findsACompletionUnderAClaimThatWasTakenOver() {
        replaceEvent(3, new JobEvent(4, Story.TAKEN, "PROCESSING", "COMPLETED", 2, 1, Story.GOOD, null, false));

        assertThat(story.violations()).contains(Violation.Kind.FENCED);
    }

    @Test
    void findsACompletionOfAJobThatNobodyHeld() {
        replaceEvent(3, new JobEvent(4, Story.TAKEN, "WAITING", "COMPLETED", 2, 2, Story.GOOD, null, false));

        assertThat(story.violations()).contains(Violation.Kind.FENCED);
    }

    @Test
    void findsALeaseThatWasTakenFromItsHolder() {
        replaceEvent(
                2, new JobEvent(3, Story.TAKEN, "PROCESSING", "PROCESSING", 1, 2, "host-100-00aa", Story.GOOD, true));

        assertFound(Violation.Kind.FENCED);
    }

    @Test
    void findsAClaimNumberThatIsGivenTwice() {
        story.event(11, Story.AGAIN, "COMPLETED", "WAITING", 3, 3, null, null);
        story.deed(4, Kind.REQUEST, Story.AGAIN, "", Told.FAILED, 60);

        assertFound(Violation.Kind.INCONSISTENT);
    }

    @Test
    void findsAGapInTheHistoryOfAJob() {
        story.jobEvents.remove(1);

        assertFound(Violation.Kind.INCONSISTENT);
    }

    @Test
    void findsTagsThatWereWrittenWithoutCompletingTheJob() {
        story.write(99, Story.TAKEN, Story.WINNING_CALL);

        assertFound(Violation.Kind.FENCED);
    }

    @Test
    void findsTagsThatWereTakenOffWithoutCompletingTheJob() {
        story.tagEvents.add(new TagEvent(99, Story.TAKEN, "beach", "model", null));

        assertFound(Violation.Kind.FENCED);
    }

    @Test
    void findsTagsOfACallUnderAnotherClaim() {
        story.write(4, Story.TAKEN, Story.STALE_CALL);

        assertFound(Violation.Kind.FENCED);
    }

    @Test
    void findsTagsOfACallAboutAnotherImage() {
        story.write(4, Story.TAKEN, Story.LAST_CALL);

        assertFound(Violation.Kind.FENCED);
    }

    @Test
    void findsTagsThatAnotherProcessWrote() {
        replaceEvent(3, new JobEvent(4, Story.TAKEN, "PROCESSING", "COMPLETED", 2, 2, "host-100-00aa", null, false));

        assertFound(Violation.Kind.FENCED);
    }

    @Test
    void findsTagsThatNoCallHasGiven() {
        story.write(4, Story.TAKEN, Call.id(77, 7));

        assertFound(Violation.Kind.FENCED);
    }

    @Test
    void findsACompletionWithoutAnAnswer() {
        story.calls.removeIf(call -> call.id() == Story.WINNING_CALL);

        assertThat(story.violations()).contains(Violation.Kind.FENCED);
    }

    @Test
    void findsTwoAnswersUnderOneClaim() {
        story.call(Call.id(2, 3), 200, Story.AGAIN, 3, 55);

        assertFound(Violation.Kind.DOUBLED);
    }

    @Test
    void findsATagOfTheLastAnswerThatIsMissing() {
        story.assertions.removeIf(
                said -> said.image().equals(Story.AGAIN) && said.tag().equals("dog"));
        story.shown.removeIf(
                shown -> shown.image().equals(Story.AGAIN) && shown.tag().equals("dog"));

        assertFound(Violation.Kind.LOST);
    }

    @Test
    void findsATagOfAnEarlierAnswerThatIsStillThere() {
        story.assertions.add(new Assertion(Story.AGAIN, "dog", "old model", Call.confidence(1, Call.id(2, 1)), true));

        assertFound(Violation.Kind.DOUBLED);
    }

    @Test
    void findsAMixtureOfTwoAnswers() {
        story.assertions.replaceAll(
                said -> said.image().equals(Story.TAKEN) && said.tag().equals("beach")
                        ? new Assertion(Story.TAKEN, "beach", "model", Call.confidence(2, Story.STALE_CALL), true)
                        : said);

        assertFound(Violation.Kind.DOUBLED, Violation.Kind.LOST);
    }

    @Test
    void findsARequestThatCameToNothing() {
        story.deed(4, Kind.REQUEST, Story.AGAIN, "", Told.CHANGED, 60);

        assertFound(Violation.Kind.LOST);
    }

    @Test
    void findsAPersonsTagThatIsGone() {
        story.assertions.removeIf(said -> said.model() == null);
        story.shown.removeIf(Shown::byPerson);

        assertFound(Violation.Kind.LOST);
    }

    @Test
    void findsATagThatCameBackAfterItsRemoval() {
        story.removals.clear();
        story.shown.add(new Shown(Story.TAKEN, "dog", false));

        assertFound(Violation.Kind.LOST);
    }

    @Test
    void findsARemovalThatDoesNotHide() {
        story.shown.add(new Shown(Story.TAKEN, "dog", false));

        assertFound(Violation.Kind.DOUBLED);
    }

    @Test
    void findsATagAndARemovalOfNobody() {
        story.assertions.add(new Assertion(Story.AGAIN, "trip", null, null, false));
        story.removals.add(new Removal(Story.AGAIN, "boat"));

        assertFound(Violation.Kind.DOUBLED);
    }

    @Test
    void findsAPersonsDeedThatLeftNoTrace() {
        story.feedback.remove(Deed.user(0));

        assertFound(Violation.Kind.LOST);
    }

    @Test
    void findsAPersonsDeedThatWasDoneTwice() {
        story.feedback.put(Deed.user(0), 2);

        assertFound(Violation.Kind.DOUBLED);
    }

    @Test
    void findsADeedOfNobody() {
        story.feedback.put("stranger", 1);

        assertFound(Violation.Kind.DOUBLED);
    }

    @Test
    void findsAnAnswerToAPersonThatCannotBeTrue() {
        story.deed(4, Kind.ADD, Story.TAKEN, "trip", Told.CHANGED, 60);
        story.feedback.put(Deed.user(4), 1);

        assertFound(Violation.Kind.LOST);
    }

    @Test
    void findsATagThatIsShownTwice() {
        story.shown.add(new Shown(Story.AGAIN, "dog", false));

        assertFound(Violation.Kind.DOUBLED);
    }

    @Test
    void findsAPersonsTagThatIsShownAsAModels() {
        story.shown.replaceAll(shown -> shown.byPerson() ? new Shown(shown.image(), shown.tag(), false) : shown);

        assertFound(Violation.Kind.LOST);
    }

    @Test
    void findsACountThatIsNotTrue() {
        story.counts.set(0, new Count("beach", 3, 2));

        assertFound(Violation.Kind.INCONSISTENT);
    }

    @Test
    void findsCountsThatWereNotAddedUp() {
        story.pendingCounts = 1;

        assertFound(Violation.Kind.INCONSISTENT);
    }

    @Test
    void findsASearchThatIsNotWhatARebuildGives() {
        story.differences.add("kept: 1 {2} 'dog'");

        assertFound(Violation.Kind.INCONSISTENT);
    }

    private void replaceEvent(int index, JobEvent event) {
        story.jobEvents.set(index, event);
    }

    private void assertFound(Violation.Kind... kinds) {
        assertThat(story.violations()).containsExactlyInAnyOrderElementsOf(List.of(kinds));
    }
}
