package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.BEN;
import static dev.tagging.tck.persistence.Host.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.BulkResult;
import dev.tagging.BulkResult.Outcome;
import dev.tagging.ConfidenceBand;
import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.RemovedTag;
import dev.tagging.TagSource;
import dev.tagging.UnknownImageException;
import dev.tagging.spi.AiTag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people add, remove and restore. */
interface PeopleTagContract {

    @Test
    default void aTagThatAPersonAddsIsSeen(Host host) {
        ImageId image = host.image();

        boolean added = host.tags().add(image, "vacation", ANN);

        assertThat(added).isTrue();
        ImageTag tag = host.shown(image, "vacation");
        assertThat(tag.source()).isEqualTo(TagSource.USER);
        assertThat(tag.band()).isEqualTo(ConfidenceBand.HIGH);
        assertThat(tag.confidence()).isNull();
        assertThat(tag.model()).isNull();
        assertThat(Duration.between(tag.createdAt(), Instant.now())).isLessThan(Duration.ofMinutes(10));
        assertThat(host.usage("vacation")).isEqualTo(1);
    }

    @Test
    default void whatAPersonHasSaidNeedsNoSayingAgain(Host host) {
        ImageId image = host.imageTagged("vacation");
        ImageTag before = host.shown(image, "vacation");

        assertThat(host.tags().add(image, "vacation", ANN)).isFalse();
        assertThat(host.tags().add(image, "vacation", BEN)).isFalse();

        assertThat(host.tags().tagsOf(image)).containsExactly(before);
        assertThat(host.usage("vacation")).isEqualTo(1);
    }

    @Test
    default void nothingIsAddedToAnImageNobodyRegistered(Host host) {
        ImageId stranger = host.newId();

        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> host.tags().add(stranger, "vacation", ANN))
                .satisfies(error -> assertThat(error.image()).isEqualTo(stranger));

        assertThat(host.tags().find(tag("vacation"))).isEmpty();
        assertThat(host.tags().tagsOf(stranger)).isEmpty();
    }

    @Test
    default void aRemovedTagIsNotSeenAnyMore(Host host) {
        ImageId image = host.imageTagged("vacation", "beach");

        boolean removed = host.tags().remove(image, "vacation", BEN);

        assertThat(removed).isTrue();
        assertThat(host.shown(image)).containsExactly("beach");
        assertThat(host.tags().tagsOf(image, ConfidenceBand.LOW)).hasSize(1);
        assertThat(host.usage("vacation")).isZero();
        assertThat(host.tags().remove(image, "vacation", BEN)).isFalse();
    }

    @Test
    default void whatNobodySaidCannotBeRemoved(Host host) {
        ImageId image = host.image();
        host.imageTagged("beach");

        assertThat(host.tags().remove(image, "beach", ANN)).isFalse();
        assertThat(host.tags().remove(image, "unheard of", ANN)).isFalse();

        assertThat(host.tags().removedFrom(image)).isEmpty();
        assertThat(host.tags().find(tag("unheard of"))).isEmpty();
    }

    @Test
    default void aTagTooUnsureToBeShownCanBeRemovedForGood(Host host) {
        ImageId image = host.image();
        host.aiSays(image, AiTag.of("beach", 60));

        boolean removed = host.tags().remove(image, "beach", ANN);
        host.aiSays(image, AiTag.of("beach", 99));

        assertThat(removed).isTrue();
        assertThat(host.shown(image)).isEmpty();
    }

    @Test
    default void nothingIsRemovedFromOrRestoredToAnImageNobodyRegistered(Host host) {
        host.imageTagged("beach");
        ImageId stranger = host.newId();

        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> host.tags().remove(stranger, "beach", ANN));
        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> host.tags().restore(stranger, tag("beach"), ANN));
        assertThat(host.tags().removedFrom(stranger)).isEmpty();
    }

    @Test
    default void removalsAreListedMostRecentFirst(Host host) {
        ImageId image = host.imageTagged("beach", "lake", "pond");
        host.tags().remove(image, "lake", ANN);
        host.tags().remove(image, "beach", BEN);

        List<RemovedTag> removed = host.tags().removedFrom(image);

        assertThat(removed).extracting(RemovedTag::name).containsExactly(tag("beach"), tag("lake"));
        assertThat(removed).extracting(RemovedTag::removedBy).containsExactly(BEN, ANN);
        assertThat(removed.get(0).removedAt()).isAfterOrEqualTo(removed.get(1).removedAt());
    }

    @Test
    default void aRestoredTagIsBackAsItWas(Host host) {
        ImageId image = host.image();
        host.modelSays("model-a", image, AiTag.of("lake", 75.5));
        host.tag(image, "beach");
        List<ImageTag> before = host.tags().tagsOf(image);
        host.tags().remove(image, "lake", ANN);
        host.tags().remove(image, "beach", ANN);

        assertThat(host.tags().restore(image, tag("lake"), BEN)).isTrue();
        assertThat(host.tags().restore(image, tag("beach"), BEN)).isTrue();

        assertThat(host.tags().tagsOf(image)).isEqualTo(before);
        assertThat(host.tags().removedFrom(image)).isEmpty();
        assertThat(host.usage("lake")).isEqualTo(1);
    }

    @Test
    default void whatWasNotRemovedCannotBeRestored(Host host) {
        ImageId image = host.imageTagged("beach");

        assertThat(host.tags().restore(image, tag("beach"), ANN)).isFalse();
        assertThat(host.tags().restore(image, tag("unheard of"), ANN)).isFalse();
    }

    @Test
    default void addingWhatWasRemovedUndoesTheRemoval(Host host) {
        ImageId image = host.imageTagged("beach");
        host.tags().remove(image, "beach", BEN);

        assertThat(host.tags().add(image, "beach", ANN)).isTrue();

        assertThat(host.shown(image)).containsExactly("beach");
        assertThat(host.tags().removedFrom(image)).isEmpty();
    }

    @Test
    default void aPersonCanConfirmWhatAModelSaid(Host host) {
        ImageId image = host.image();
        host.aiSays(image, AiTag.of("beach", 75));

        assertThat(host.tags().add(image, "beach", ANN)).isTrue();

        assertThat(host.shown(image, "beach").source()).isEqualTo(TagSource.USER);
        assertThat(host.usage("beach")).isEqualTo(1);
    }

    @Test
    default void manyTagsAreAddedToManyImagesAtOnce(Host host) {
        ImageId bare = host.image();
        ImageId done = host.imageTagged("beach", "lake");
        ImageId half = host.imageTagged("lake");
        ImageId stranger = host.newId();

        BulkResult result = host.tags()
                .addAll(
                        List.of(half, stranger, done, bare, half),
                        List.of(tag("beach"), tag("lake"), tag("beach")),
                        ANN);

        assertThat(result.outcomes())
                .containsExactly(
                        Map.entry(half, Outcome.CHANGED),
                        Map.entry(stranger, Outcome.UNKNOWN_IMAGE),
                        Map.entry(done, Outcome.UNCHANGED),
                        Map.entry(bare, Outcome.CHANGED));
        assertThat(host.shown(bare)).containsExactly("beach", "lake");
        assertThat(host.usage("beach")).isEqualTo(3);
    }

    @Test
    default void manyTagsAreRemovedFromManyImagesAtOnce(Host host) {
        ImageId both = host.imageTagged("beach", "lake", "pond");
        ImageId one = host.imageTagged("lake");
        ImageId none = host.imageTagged("pond");
        ImageId stranger = host.newId();

        BulkResult result = host.tags()
                .removeAll(
                        List.of(none, one, stranger, both), List.of(tag("lake"), tag("beach"), tag("unheard of")), ANN);

        assertThat(result.outcomes())
                .containsExactly(
                        Map.entry(none, Outcome.UNCHANGED),
                        Map.entry(one, Outcome.CHANGED),
                        Map.entry(stranger, Outcome.UNKNOWN_IMAGE),
                        Map.entry(both, Outcome.CHANGED));
        assertThat(host.shown(both)).containsExactly("pond");
        assertThat(host.tags().removedFrom(both)).hasSize(2);
    }

    @Test
    default void nothingAtOnceChangesNothing(Host host) {
        ImageId image = host.image();

        assertThat(host.tags().addAll(List.of(), List.of(tag("beach")), ANN).outcomes())
                .isEmpty();
        assertThat(host.tags().addAll(List.of(image), List.of(), ANN).outcomes())
                .containsExactly(Map.entry(image, Outcome.UNCHANGED));
    }

    @Test
    default void tagsOfManyImagesComeInTheOrderAskedFor(Host host) {
        ImageId first = host.imageTagged("beach", "lake");
        ImageId second = host.image();
        ImageId third = host.imageTagged("pond");
        ImageId stranger = host.newId();

        Map<ImageId, List<ImageTag>> tags = host.tags().tagsOf(List.of(third, stranger, first, third, second));

        assertThat(tags)
                .containsExactly(
                        Map.entry(third, host.tags().tagsOf(third)),
                        Map.entry(stranger, List.of()),
                        Map.entry(first, host.tags().tagsOf(first)),
                        Map.entry(second, List.of()));
        assertThat(host.tags().tagsOf(List.of())).isEmpty();
    }

    @Test
    default void whatPeopleThoughtOfTagsIsKeptForExport(Host host) {
        ImageId image = host.image();
        host.modelSays("model-a", image, AiTag.of("lake", 75.5));
        host.tags().add(image, "beach", ANN);
        host.tags().remove(image, "lake", BEN);
        host.tags().restore(image, tag("lake"), ANN);
        host.tags().restore(image, tag("lake"), ANN);

        assertThat(host.sql()
                        .rows(
                                """
                        select f.action, f.tag, f.user_id, f.model, f.confidence
                        from tagging.tag_feedback f
                        join tagging.tenants t on t.tenant_no = f.tenant_no
                        where t.tenant_id = ?
                        order by f.feedback_no
                        """,
                                host.tenant().value()))
                .containsExactly(
                        "ADDED|beach|ann|null|null", "REMOVED|lake|ben|model-a|75.5", "RESTORED|lake|ann|model-a|75.5");
    }
}
