package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tagging.ConfidenceBand;
import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.TagSource;
import dev.tagging.TaggingPolicy;
import dev.tagging.UnknownImageException;
import dev.tagging.spi.AiTag;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What models say, and how that meets what people and other models say. */
interface AiTagContract {

    @Test
    default void theBandFollowsFromTheConfidence(Host host) {
        ImageId image = host.image();

        host.aiSays(
                image,
                AiTag.of("at ninety", 90),
                AiTag.of("below ninety", 89.5),
                AiTag.of("at seventy", 70),
                AiTag.of("below seventy", 69.5),
                AiTag.of("at fifty", 50),
                AiTag.of("below fifty", 49.5),
                new AiTag("unscored", null, null));

        assertThat(host.tags().tagsOf(image, ConfidenceBand.LOW))
                .extracting(tag -> tag.name().value(), ImageTag::band, ImageTag::confidence)
                .containsExactly(
                        tuple("at ninety", ConfidenceBand.HIGH, 90.0),
                        tuple("below ninety", ConfidenceBand.MEDIUM, 89.5),
                        tuple("at seventy", ConfidenceBand.MEDIUM, 70.0),
                        tuple("unscored", ConfidenceBand.MEDIUM, null),
                        tuple("below seventy", ConfidenceBand.LOW, 69.5),
                        tuple("at fifty", ConfidenceBand.LOW, 50.0));
    }

    @Test
    default void lowTagsAreForThoseWhoAsk(Host host) {
        ImageId image = host.image();

        List<ImageTag> answered = host.aiSays(image, AiTag.of("pond", 60), AiTag.of("lake", 75), AiTag.of("beach", 95));

        assertThat(host.shown(image)).containsExactly("beach", "lake");
        assertThat(answered).isEqualTo(host.tags().tagsOf(image));
        assertThat(host.tags().tagsOf(image, ConfidenceBand.HIGH)).containsExactly(host.shown(image, "beach"));
        assertThat(host.tags().tagsOf(image, ConfidenceBand.LOW))
                .hasSize(3)
                .startsWith(answered.toArray(ImageTag[]::new));
        assertThat(host.tags().tagsOf(List.of(image)).get(image)).isEqualTo(answered);
    }

    @Test
    default void sureTagsComeFirstThenTheSurerThenByName(Host host) {
        ImageId image = host.imageTagged("zoo", "arch");

        host.aiSays(
                image,
                AiTag.of("fountain", 75),
                AiTag.of("tower", 95),
                AiTag.of("street", 95),
                AiTag.of("square", 99),
                AiTag.of("bridge", 75),
                AiTag.of("dome", 80));

        assertThat(host.shown(image))
                .containsExactly("arch", "zoo", "square", "street", "tower", "dome", "bridge", "fountain");
    }

    @Test
    default void aTagSaysWhichModelSaidIt(Host host) {
        ImageId image = host.image();

        host.modelSays("model-a", image, AiTag.of("beach", 95));

        assertThat(host.shown(image, "beach"))
                .returns(TagSource.AI, ImageTag::source)
                .returns("model-a", ImageTag::model)
                .returns(95.0, ImageTag::confidence);
    }

    @Test
    default void whatAModelSaysIsCleanedIntoNames(Host host) {
        ImageId image = host.image();

        host.aiSays(
                image,
                AiTag.of("Valentine's Day!", 95),
                AiTag.of("???", 99),
                AiTag.of("BEACH", 71),
                AiTag.of("beach.", 92));

        assertThat(host.shown(image)).containsExactly("valentines day", "beach");
        assertThat(host.shown(image, "beach").confidence()).isEqualTo(92);
    }

    @Test
    default void onlyTheSurestTagsOfAPipelineAreKept(Host host) {
        ImageId image = host.image();
        AiTag[] twelve = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> AiTag.of("thing " + (char) ('a' + i), 80 + i))
                .toArray(AiTag[]::new);

        host.aiSays(image, twelve);

        assertThat(host.tags().tagsOf(image, ConfidenceBand.LOW))
                .hasSize(10)
                .allSatisfy(tag -> assertThat(tag.confidence()).isGreaterThanOrEqualTo(83));
    }

    @Test
    default void aLaterRunReplacesWhatThePipelineSaid(Host host) {
        ImageId image = host.image();
        host.modelSays("model-a", image, AiTag.of("beach", 95), AiTag.of("lake", 80));

        host.modelSays("model-b", image, AiTag.of("lake", 91), AiTag.of("pond", 75));

        assertThat(host.shown(image)).containsExactly("lake", "pond");
        assertThat(host.shown(image, "lake").model()).isEqualTo("model-b");
        assertThat(host.usage("beach")).isZero();
    }

    @Test
    default void aRunThatSaysTheSameChangesNothing(Host host) {
        ImageId image = host.image();
        List<ImageTag> before = host.aiSays(image, AiTag.of("beach", 95.5), AiTag.of("lake", 80));

        List<ImageTag> after = host.aiSays(image, AiTag.of("lake", 80), AiTag.of("beach", 95.5));

        assertThat(after).isEqualTo(before);
    }

    @Test
    default void aRunOfOnePipelineLeavesTheOthersAlone(Host host) {
        Host second = host.withPipeline("second");
        ImageId image = host.image();
        host.modelSays("model-a", image, AiTag.of("beach", 95));
        second.modelSays("model-b", image, AiTag.of("lake", 95));

        host.modelSays("model-a", image);

        assertThat(host.shown(image)).containsExactly("lake");
    }

    @Test
    default void ofSeveralModelsTheSurestIsSeenAndAPersonBeforeAll(Host host) {
        Host second = host.withPipeline("second");
        ImageId image = host.image();
        host.modelSays("model-a", image, AiTag.of("beach", 75));
        second.modelSays("model-b", image, AiTag.of("beach", 92));
        ImageTag surest = host.shown(image, "beach");

        host.tag(image, "beach");

        assertThat(surest.model()).isEqualTo("model-b");
        assertThat(host.tags().tagsOf(image)).hasSize(1);
        assertThat(host.shown(image, "beach").source()).isEqualTo(TagSource.USER);
        assertThat(host.usage("beach")).isEqualTo(1);
    }

    @Test
    default void aPersonsWordStandsWhoeverSpokeFirst(Host host) {
        ImageId personFirst = host.imageTagged("beach");
        ImageId modelFirst = host.image();

        host.aiSays(personFirst, AiTag.of("beach", 99));
        host.aiSays(modelFirst, AiTag.of("beach", 99));
        host.tag(modelFirst, "beach");
        host.aiSays(modelFirst);

        for (ImageId image : List.of(personFirst, modelFirst)) {
            assertThat(host.shown(image, "beach"))
                    .returns(TagSource.USER, ImageTag::source)
                    .returns(null, ImageTag::confidence)
                    .returns(null, ImageTag::model);
        }
    }

    @Test
    default void aRemovalHoldsAgainstEveryLaterRun(Host host) {
        Host second = host.withPipeline("second");
        ImageId image = host.image();
        host.aiSays(image, AiTag.of("beach", 95), AiTag.of("lake", 95));
        host.tags().remove(image, "beach", ANN);

        host.modelSays("model-a", image, AiTag.of("beach", 99), AiTag.of("lake", 95));
        second.modelSays("model-b", image, AiTag.of("beach", 99));

        assertThat(host.shown(image)).containsExactly("lake");
        assertThat(host.tags().tagsOf(image, ConfidenceBand.LOW)).hasSize(1);
        assertThat(host.usage("beach")).isZero();
    }

    @Test
    default void restoringBringsBackWhatTheLatestRunSaid(Host host) {
        ImageId image = host.image();
        host.modelSays("model-a", image, AiTag.of("beach", 75));
        host.tags().remove(image, "beach", ANN);
        host.modelSays("model-b", image, AiTag.of("beach", 95));

        host.tags().restore(image, tag("beach"), ANN);

        assertThat(host.shown(image, "beach"))
                .returns("model-b", ImageTag::model)
                .returns(95.0, ImageTag::confidence);
    }

    @Test
    default void onlySoManyTagsOfModelsAreShown(Host host) {
        Host few = showingAtMost(host, 3);
        ImageId image = few.image();

        few.aiSays(
                image,
                AiTag.of("beach", 99),
                AiTag.of("lake", 98),
                AiTag.of("pond", 97),
                AiTag.of("river", 96),
                AiTag.of("sea", 95));

        assertThat(few.shown(image)).containsExactly("beach", "lake", "pond");
        assertThat(few.known(image, "river").band()).isEqualTo(ConfidenceBand.LOW);
        assertThat(few.known(image, "sea").confidence()).isEqualTo(95);
    }

    @Test
    default void whatPeopleAddIsShownAboveAnyLimitAndLeavesLessToModels(Host host) {
        Host few = showingAtMost(host, 3);
        ImageId crowded = few.imageTagged("arch", "bridge", "castle", "dome");
        ImageId shared = few.imageTagged("arch", "bridge");

        few.aiSays(crowded, AiTag.of("beach", 99), AiTag.of("arch", 98));
        few.aiSays(shared, AiTag.of("beach", 99), AiTag.of("arch", 98), AiTag.of("lake", 97));

        assertThat(few.shown(crowded)).containsExactly("arch", "bridge", "castle", "dome");
        assertThat(few.shown(shared)).containsExactly("arch", "bridge", "beach");
    }

    @Test
    default void pipelinesShareWhatMayBeShown(Host host) {
        Host few = showingAtMost(host, 2);
        Host second = showingAtMost(host.withPipeline("second"), 2);
        ImageId image = few.image();
        few.aiSays(image, AiTag.of("beach", 95), AiTag.of("lake", 94));

        second.aiSays(image, AiTag.of("pond", 99), AiTag.of("lake", 98));

        assertThat(few.shown(image)).containsExactly("lake", "beach");
        assertThat(few.known(image, "pond").band()).isEqualTo(ConfidenceBand.LOW);
    }

    @Test
    default void whatAModelSaidIsTakenBackEverywhere(Host host) {
        Host second = host.withPipeline("second");
        ImageId first = host.imageTagged("beach");
        ImageId other = host.image();
        host.modelSays("model-a", first, AiTag.of("beach", 95), AiTag.of("lake", 95), AiTag.of("pond", 60));
        host.modelSays("model-a", other, AiTag.of("lake", 95));
        second.modelSays("model-b", other, AiTag.of("lake", 75), AiTag.of("sea", 75));
        second.modelSays("model-a", first, AiTag.of("lake", 80));

        long retracted = host.ai().retract("model-a");

        assertThat(retracted).isEqualTo(5);
        assertThat(host.shown(first)).containsExactly("beach");
        assertThat(host.tags().tagsOf(first, ConfidenceBand.LOW)).hasSize(1);
        assertThat(host.shown(other)).containsExactly("lake", "sea");
        assertThat(host.shown(other, "lake").model()).isEqualTo("model-b");
        assertThat(host.ai().retract("model-a")).isZero();
        assertThat(host.ai().retract("unheard of")).isZero();
    }

    @Test
    default void peopleAreNoModelThatCouldBeRetracted(Host host) {
        ImageId image = host.imageTagged("beach");

        assertThat(host.ai().retract("")).isZero();

        assertThat(host.shown(image)).containsExactly("beach");
    }

    @Test
    default void anImageNobodyRegisteredIsNotTagged(Host host) {
        ImageId stranger = host.newId();

        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> host.ai().tagNow(stranger, ANN))
                .satisfies(error -> assertThat(error.image()).isEqualTo(stranger));
        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> host.ai().request(stranger));
        assertThat(host.ai().status(stranger)).isEmpty();
    }

    private static Host showingAtMost(Host host, int tags) {
        return host.with(node -> node.policy(TaggingPolicy.defaults().with(policy -> policy.maxShownTags(tags))));
    }
}
