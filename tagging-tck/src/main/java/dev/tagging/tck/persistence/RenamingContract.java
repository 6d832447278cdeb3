package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.BEN;
import static dev.tagging.tck.persistence.Host.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tagging.ConfidenceBand;
import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.RemovedTag;
import dev.tagging.TagExistsException;
import dev.tagging.TagSource;
import dev.tagging.TaggingPersistenceException;
import dev.tagging.UnknownTagException;
import dev.tagging.spi.AiTag;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Renaming and merging tags. */
interface RenamingContract {

    @Test
    default void aRenamedTagIsFoundByItsNewNameOnly(Host host) {
        ImageId first = host.imageTagged("shore", "sunset");
        ImageId second = host.image();
        host.aiSays(second, AiTag.of("shore", 75));
        host.imageTagged("sunset");

        long images = host.tags().rename(tag("shore"), tag("sea side"));

        assertThat(images).isEqualTo(2);
        assertThat(host.shown(first)).containsExactly("sea side", "sunset");
        assertThat(host.tags().find(tag("shore"))).isEmpty();
        assertThat(host.usage("sea side")).isEqualTo(2);
        assertThat(host.find("\"sea side\"")).containsExactly(first, second);
        assertThat(host.find("tag:\"sea side\"")).containsExactly(first, second);
        assertThat(host.find("shore")).isEmpty();
    }

    @Test
    default void whatWasRemovedStaysRemovedUnderTheNewName(Host host) {
        ImageId image = host.imageTagged("shore");
        host.tags().remove(image, "shore", ANN);

        long images = host.tags().rename(tag("shore"), tag("coast"));

        assertThat(images).isZero();
        assertThat(host.shown(image)).isEmpty();
        assertThat(host.tags().removedFrom(image)).extracting(RemovedTag::name).containsExactly(tag("coast"));
        assertThat(host.tags().restore(image, tag("coast"), ANN)).isTrue();
    }

    @Test
    default void twoTagsCannotHaveOneName(Host host) {
        ImageId image = host.imageTagged("shore", "coast");

        assertThatExceptionOfType(TagExistsException.class)
                .isThrownBy(() -> host.tags().rename(tag("shore"), tag("coast")))
                .satisfies(error -> assertThat(error.tag()).isEqualTo(tag("coast")));
        assertThatExceptionOfType(UnknownTagException.class)
                .isThrownBy(() -> host.tags().rename(tag("beech"), tag("beach")))
                .satisfies(error -> assertThat(error.tag()).isEqualTo(tag("beech")));
        assertThat(host.shown(image)).containsExactly("coast", "shore");
    }

    @Test
    default void mergingMovesWhatEverybodySaid(Host host) {
        ImageId both = host.imageTagged("shore", "coast");
        ImageId one = host.imageTagged("shore");
        ImageId byModel = host.image();
        host.aiSays(byModel, AiTag.of("shore", 75.5));
        ImageTag said = host.shown(byModel, "shore");
        ImageId untouched = host.imageTagged("coast");

        long images = host.tags().merge(tag("shore"), tag("coast"));

        assertThat(images).isEqualTo(3);
        assertThat(host.tags().find(tag("shore"))).isEmpty();
        assertThat(host.usage("coast")).isEqualTo(4);
        for (ImageId image : List.of(both, one, byModel, untouched)) {
            assertThat(host.shown(image)).containsExactly("coast");
        }
        assertThat(host.shown(byModel, "coast"))
                .returns(said.confidence(), ImageTag::confidence)
                .returns(said.createdAt(), ImageTag::createdAt)
                .returns(TagSource.AI, ImageTag::source);
        assertThat(host.find("shore")).isEmpty();
        assertThat(host.find("coast")).hasSize(4);
    }

    @Test
    default void ofTwoMergedWordsOfOneModelTheSurerStays(Host host) {
        ImageId surerFrom = host.image();
        ImageId surerInto = host.image();
        host.aiSays(surerFrom, AiTag.of("shore", 95.5), AiTag.of("coast", 60));
        host.aiSays(surerInto, AiTag.of("shore", 60), AiTag.of("coast", 75.5));

        host.tags().merge(tag("shore"), tag("coast"));

        assertThat(host.shown(surerFrom, "coast"))
                .returns(95.5, ImageTag::confidence)
                .returns(ConfidenceBand.HIGH, ImageTag::band);
        assertThat(host.shown(surerInto, "coast"))
                .returns(75.5, ImageTag::confidence)
                .returns(ConfidenceBand.MEDIUM, ImageTag::band);
    }

    @Test
    default void aRemovalSurvivesAMergeWhenBothWereRemovedOrTheOtherWasNeverSaid(Host host) {
        ImageId bothRemoved = host.imageTagged("shore", "coast");
        host.tags().remove(bothRemoved, "shore", ANN);
        host.tags().remove(bothRemoved, "coast", ANN);
        ImageId otherNeverSaid = host.imageTagged("shore");
        host.tags().remove(otherNeverSaid, "shore", BEN);
        ImageId targetRemoved = host.imageTagged("coast");
        host.tags().remove(targetRemoved, "coast", ANN);

        host.tags().merge(tag("shore"), tag("coast"));

        for (ImageId image : List.of(bothRemoved, otherNeverSaid, targetRemoved)) {
            assertThat(host.shown(image)).isEmpty();
            assertThat(host.tags().removedFrom(image))
                    .extracting(RemovedTag::name)
                    .containsExactly(tag("coast"));
        }
        assertThat(host.tags().restore(otherNeverSaid, tag("coast"), ANN)).isTrue();
        assertThat(host.shown(otherNeverSaid)).containsExactly("coast");
    }

    @Test
    default void aRemovalEndsWithAMergeWhenTheOtherIsStillSaid(Host host) {
        ImageId fromRemoved = host.imageTagged("shore", "coast");
        host.tags().remove(fromRemoved, "shore", ANN);
        ImageId intoRemoved = host.imageTagged("shore", "coast");
        host.tags().remove(intoRemoved, "coast", ANN);

        host.tags().merge(tag("shore"), tag("coast"));

        for (ImageId image : List.of(fromRemoved, intoRemoved)) {
            assertThat(host.shown(image)).containsExactly("coast");
            assertThat(host.tags().removedFrom(image)).isEmpty();
        }
    }

    @Test
    default void onlyTagsThatExistCanBeMerged(Host host) {
        ImageId image = host.imageTagged("shore");

        assertThatExceptionOfType(UnknownTagException.class)
                .isThrownBy(() -> host.tags().merge(tag("shore"), tag("coast")));
        assertThatExceptionOfType(UnknownTagException.class)
                .isThrownBy(() -> host.tags().merge(tag("coast"), tag("shore")));
        assertThat(host.shown(image)).containsExactly("shore");
    }

    @Test
    default void aTagMergedIntoItselfIsNotLost(Host host) {
        ImageId image = host.imageTagged("shore");

        Throwable refused = catchThrowable(() -> host.tags().merge(tag("shore"), tag("shore")));

        assertThat(refused).isNotInstanceOf(TaggingPersistenceException.class);
        assertThat(host.shown(image)).containsExactly("shore");
        assertThat(host.usage("shore")).isEqualTo(1);
    }
}
