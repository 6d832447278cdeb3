package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.Image;
import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.Registration;
import dev.tagging.SearchRequest;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.State;
import dev.tagging.UnknownImageException;
import dev.tagging.spi.AiTag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Registering, changing and forgetting single images. */
interface CatalogContract {

    Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06.789Z");

    @Test
    default void aNewImageIsKnownSearchableAndQueued(Host host) {
        ImageId id = host.newId();

        Registration registration = host.catalog()
                .register(NewImage.of(id, "trips/Rügen 2025.JPG")
                        .ownedBy(ANN)
                        .withContentType("image/jpeg")
                        .withSize(640, 480)
                        .withContentVersion("v1")
                        .createdAt(LONG_AGO));

        assertThat(registration).isEqualTo(Registration.CREATED);
        assertThat(host.catalog().find(id))
                .contains(new Image(id, "trips/Rügen 2025.JPG", ANN, "image/jpeg", 640, 480, "v1", LONG_AGO));
        assertThat(host.find("rügen")).containsExactly(id);
        assertThat(host.ai().status(id)).extracting(TaggingJob::state).containsExactly(State.WAITING);
    }

    @Test
    default void idAndFilenameAreEnough(Host host) {
        ImageId id = host.image("beach.jpg");

        Image image = host.catalog().find(id).orElseThrow();

        assertThat(image)
                .usingRecursiveComparison()
                .ignoringFields("createdAt")
                .isEqualTo(new Image(id, "beach.jpg", null, null, null, null, null, LONG_AGO));
        assertThat(Duration.between(image.createdAt(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(10));
    }

    @Test
    default void registeringAgainIsHarmless(Host host) {
        NewImage image = NewImage.of(host.newId(), "beach.jpg").ownedBy(ANN).withContentVersion("v1");
        host.catalog().register(image);
        host.aiSays(image.id(), AiTag.of("sea", 95));
        Image before = host.catalog().find(image.id()).orElseThrow();

        Registration again = host.catalog().register(image);

        assertThat(again).isEqualTo(Registration.UNCHANGED);
        assertThat(host.catalog().find(image.id())).contains(before);
        assertThat(host.shown(image.id())).containsExactly("sea");
        assertThat(host.ai().status(image.id())).extracting(TaggingJob::state).containsExactly(State.COMPLETED);
    }

    @Test
    default void detailsLeftOutKeepWhatIsKnown(Host host) {
        NewImage full = NewImage.of(host.newId(), "beach.jpg")
                .ownedBy(ANN)
                .withContentType("image/jpeg")
                .withSize(640, 480)
                .withContentVersion("v1")
                .createdAt(LONG_AGO);
        host.catalog().register(full);
        Image before = host.catalog().find(full.id()).orElseThrow();

        Registration again = host.catalog().register(NewImage.of(full.id(), "beach.jpg"));

        assertThat(again).isEqualTo(Registration.UNCHANGED);
        assertThat(host.catalog().find(full.id())).contains(before);
    }

    @Test
    default void changedDetailsAreTakenOverWithoutTaggingAgain(Host host) {
        ImageId id = host.image("beach.jpg");
        host.aiSays(id, AiTag.of("sea", 95));

        Registration changed =
                host.catalog().register(NewImage.of(id, "lake.jpg").ownedBy(BEN).withSize(20, 10));

        assertThat(changed).isEqualTo(Registration.UPDATED);
        assertThat(host.catalog().find(id).orElseThrow())
                .returns("lake.jpg", Image::filename)
                .returns(BEN, Image::owner)
                .returns(20, Image::width);
        assertThat(host.find("lake")).containsExactly(id);
        assertThat(host.find("beach")).isEmpty();
        assertThat(host.ai().status(id)).extracting(TaggingJob::state).containsExactly(State.COMPLETED);
    }

    @Test
    default void onlyChangedContentIsTaggedAgain(Host host) {
        ImageId id = host.image("beach.jpg");
        host.aiSays(id, AiTag.of("sea", 95));

        Registration first =
                host.catalog().register(NewImage.of(id, "beach.jpg").withContentVersion("v1"));
        List<TaggingJob> afterFirst = host.ai().status(id);
        Registration second =
                host.catalog().register(NewImage.of(id, "beach.jpg").withContentVersion("v2"));
        List<TaggingJob> afterSecond = host.ai().status(id);

        assertThat(first).isEqualTo(Registration.UPDATED);
        assertThat(afterFirst).extracting(TaggingJob::state).containsExactly(State.COMPLETED);
        assertThat(second).isEqualTo(Registration.UPDATED);
        assertThat(afterSecond).extracting(TaggingJob::state).containsExactly(State.WAITING);
        assertThat(host.shown(id)).containsExactly("sea");
    }

    @Test
    default void idsAreComparedExactly(Host host) {
        for (String id : List.of("a", "A", "007", "7", "a ", "ä", "a\u0308", "'; drop table x --", "%", "\\")) {
            Registration registration = host.catalog().register(NewImage.of(id, "beach.jpg"));

            assertThat(registration).as(id).isEqualTo(Registration.CREATED);
        }
        assertThat(host.catalog().find(ImageId.of("07"))).isEmpty();
        assertThat(host.find("beach")).hasSize(10);
    }

    @Test
    default void manyImagesAreFoundInTheOrderAskedFor(Host host) {
        ImageId first = host.image("1.jpg");
        ImageId second = host.image("2.jpg");
        ImageId third = host.image("3.jpg");

        List<Image> found = host.catalog().findAll(List.of(third, host.newId(), first, third, second));

        assertThat(found).extracting(Image::id).containsExactly(third, first, second);
        assertThat(host.catalog().findAll(List.of())).isEmpty();
    }

    @Test
    default void aRenamedImageIsFoundByItsNewNameAndKeepsItsTags(Host host) {
        ImageId id = host.image("beach_vacation.jpg");
        host.tag(id, "sea");

        assertThat(host.catalog().rename(id, "MountainLake.jpg")).isTrue();
        assertThat(host.catalog().rename(id, "MountainLake.jpg")).isFalse();

        assertThat(host.catalog().find(id).orElseThrow().filename()).isEqualTo("MountainLake.jpg");
        assertThat(host.find("mountain")).containsExactly(id);
        assertThat(host.find("vacation")).isEmpty();
        assertThat(host.shown(id)).containsExactly("sea");
    }

    @Test
    default void theSizeOfAnImageCanComeLater(Host host) {
        ImageId id = host.image();

        host.catalog().resize(id, 300, 200);

        assertThat(host.catalog().find(id).orElseThrow())
                .returns(300, Image::width)
                .returns(200, Image::height);
    }

    @Test
    default void anImageNobodyRegisteredCannotBeChanged(Host host) {
        ImageId stranger = host.newId();

        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> host.catalog().rename(stranger, "beach.jpg"));
        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> host.catalog().resize(stranger, 1, 1));
        assertThat(host.catalog().remove(stranger)).isFalse();
        assertThat(host.catalog().find(stranger)).isEmpty();
    }

    @Test
    default void aForgottenImageLeavesNothing(Host host) {
        ImageId id = host.image("beach.jpg");
        host.aiSays(id, AiTag.of("sea", 95), AiTag.of("lake", 95));
        host.tag(id, "vacation");
        host.tags().remove(id, "lake", ANN);
        ImageId other = host.imageTagged("sea");
        int number = host.number(id);

        assertThat(host.catalog().remove(id)).isTrue();
        assertThat(host.catalog().remove(id)).isFalse();

        assertThat(host.catalog().find(id)).isEmpty();
        assertThat(host.tags().tagsOf(id)).isEmpty();
        assertThat(host.tags().removedFrom(id)).isEmpty();
        assertThat(host.ai().status(id)).isEmpty();
        assertThat(host.find("")).containsExactly(other);
        assertThat(host.usage("sea")).isEqualTo(1);
        assertThat(host.usage("vacation")).isZero();
        for (String table : List.of("images", "image_tags", "tag_removals", "image_search", "tagging_jobs")) {
            assertThat(host.sql().number("select count(*) from tagging." + table + " where image_no = ?", number))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    default void aForgottenImageThatComesBackBeginsAnew(Host host) {
        ImageId id = host.image();
        host.tag(id, "beach", "lake");
        host.tags().remove(id, "lake", ANN);
        host.catalog().remove(id);

        Registration registration = host.catalog().register(NewImage.of(id, "new.jpg"));

        assertThat(registration).isEqualTo(Registration.CREATED);
        assertThat(host.tags().tagsOf(id)).isEmpty();
        assertThat(host.tags().removedFrom(id)).isEmpty();
        assertThat(host.search().search(SearchRequest.of("new")).total()).isEqualTo(1);
    }

    @Test
    default void manyImagesAreForgottenAtOnce(Host host) {
        List<ImageId> images = host.images(3);
        host.tags().addAll(images, List.of(Host.tag("beach")), ANN);

        int removed = host.catalog().removeAll(List.of(images.get(0), host.newId(), images.get(2), images.get(0)));

        assertThat(removed).isEqualTo(2);
        assertThat(host.find("beach")).containsExactly(images.get(1));
        assertThat(host.usage("beach")).isEqualTo(1);
        assertThat(host.catalog().removeAll(List.of())).isZero();
    }
}
