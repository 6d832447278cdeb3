package dev.tagging.benchmarks.chaos;

import static dev.tagging.benchmarks.chaos.Deed.Standing.NOTHING;
import static dev.tagging.benchmarks.chaos.Deed.Standing.REMOVED;
import static dev.tagging.benchmarks.chaos.Deed.Standing.SAID;
import static dev.tagging.benchmarks.chaos.Deed.Standing.SAID_AND_REMOVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.benchmarks.chaos.Deed.Kind;
import dev.tagging.benchmarks.chaos.Deed.Standing;
import dev.tagging.benchmarks.chaos.Deed.Told;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeedTest {

    private static final Set<Standing> ANY = EnumSet.allOf(Standing.class);

    @Test
    void whatPeopleWereToldHasHappened() {
        assertThat(deed(Kind.ADD, Told.CHANGED, false).after(ANY)).containsExactly(SAID);
        assertThat(deed(Kind.REMOVE, Told.CHANGED, false).after(ANY)).containsExactly(REMOVED, SAID_AND_REMOVED);
        assertThat(deed(Kind.RESTORE, Told.CHANGED, false).after(ANY)).containsExactly(NOTHING, SAID);
    }

    @Test
    void nothingToDoTellsWhereATagStood() {
        assertThat(deed(Kind.ADD, Told.UNCHANGED, false).after(ANY)).containsExactly(SAID);
        assertThat(deed(Kind.REMOVE, Told.UNCHANGED, false).after(ANY))
                .containsExactly(NOTHING, REMOVED, SAID_AND_REMOVED);
        assertThat(deed(Kind.RESTORE, Told.UNCHANGED, false).after(ANY)).containsExactly(NOTHING, SAID);
    }

    @Test
    void anAnswerThatCannotBeTrueLeavesNothing() {
        assertThat(deed(Kind.ADD, Told.CHANGED, false).after(Set.of(SAID))).isEmpty();
        assertThat(deed(Kind.ADD, Told.UNCHANGED, false).after(Set.of(NOTHING))).isEmpty();
        assertThat(deed(Kind.REMOVE, Told.UNCHANGED, false).after(Set.of(SAID))).isEmpty();
    }

    @Test
    void whatFailedMayHaveHappenedOrNot() {
        assertThat(deed(Kind.ADD, Told.FAILED, true).after(Set.of(NOTHING))).containsExactly(NOTHING, SAID);
        assertThat(deed(Kind.REMOVE, Told.FAILED, true).after(Set.of(SAID))).containsExactly(SAID, SAID_AND_REMOVED);
    }

    @Test
    void nothingToDoMayMeanDoneBeforeTheDatabaseWentDown() {
        assertThat(deed(Kind.ADD, Told.UNCHANGED, true).after(Set.of(NOTHING))).containsExactly(SAID);
        assertThat(deed(Kind.REMOVE, Told.UNCHANGED, true).after(Set.of(SAID))).containsExactly(SAID_AND_REMOVED);
    }

    @Test
    void everyDeedHasOneEntryInTheHistoryUnlessItMayNotHaveHappened() {
        assertThat(allowedEntries(Told.CHANGED, true)).containsExactly(1);
        assertThat(allowedEntries(Told.UNCHANGED, false)).containsExactly(0);
        assertThat(allowedEntries(Told.UNCHANGED, true)).containsExactly(0, 1);
        assertThat(allowedEntries(Told.FAILED, true)).containsExactly(0, 1);
    }

    private static List<Integer> allowedEntries(Told told, boolean disturbed) {
        return Stream.of(0, 1, 2)
                .filter(entries -> deed(Kind.ADD, told, disturbed).allowsEntries(entries))
                .toList();
    }

    private static Deed deed(Kind kind, Told told, boolean disturbed) {
        return new Deed(1, kind, "image", "tag", told, disturbed, 0);
    }
}
