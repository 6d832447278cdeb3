package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.BEN;
import static dev.tagging.tck.persistence.Host.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.BackfillRequest;
import dev.tagging.HostFilter;
import dev.tagging.Image;
import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.PageRequest;
import dev.tagging.SearchRequest;
import dev.tagging.Tag;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TenantId;
import dev.tagging.UnknownImageException;
import dev.tagging.UnknownTagException;
import dev.tagging.spi.AiTag;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two tenants with the same ids and the same tags see nothing of one another. */
interface TenantContract {

    ImageId SHARED = ImageId.of("shared-id");

    @Test
    default void oneIdIsTwoImages(Host host) {
        Host other = host.withTenant("other");
        host.catalog().register(NewImage.of(SHARED, "beach.jpg").ownedBy(ANN));
        other.catalog().register(NewImage.of(SHARED, "lake.jpg").ownedBy(BEN));

        host.catalog().rename(SHARED, "dunes.jpg");
        host.catalog().resize(SHARED, 3, 2);

        assertThat(other.catalog().find(SHARED).orElseThrow())
                .returns("lake.jpg", Image::filename)
                .returns(BEN, Image::owner)
                .returns(null, Image::width);
        assertThat(host.catalog().remove(SHARED)).isTrue();
        assertThat(other.catalog().find(SHARED)).isPresent();
    }

    @Test
    default void anImageOfAnotherTenantIsUnknown(Host host) {
        Host other = host.withTenant("other");
        ImageId theirs = other.imageTagged("beach");

        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> host.tags().add(theirs, "lake", ANN));
        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> host.tags().remove(theirs, "beach", ANN));
        assertThat(host.tags().tagsOf(theirs)).isEmpty();
        assertThat(host.tags().tagsOf(List.of(theirs)).get(theirs)).isEmpty();
        assertThat(host.catalog().findAll(List.of(theirs))).isEmpty();
        assertThat(host.catalog().remove(theirs)).isFalse();
        assertThat(host.ai().status(theirs)).isEmpty();
        assertThat(host.ai().request(List.of(theirs), host.pipeline())).isZero();
        assertThat(other.shown(theirs)).containsExactly("beach");
    }

    @Test
    default void tagsOfAnotherTenantAreNotListedSuggestedOrCounted(Host host) {
        Host other = host.withTenant("other");
        other.imageTagged("beach", "beach house");
        other.imageTagged("beach");
        host.imageTagged("beach");

        assertThat(host.usage("beach")).isEqualTo(1);
        assertThat(host.tags().find(tag("beach house"))).isEmpty();
        assertThat(names(host.tags().list(PageRequest.first(10)).items())).containsExactly("beach");
        assertThat(names(host.tags().popular(10))).containsExactly("beach");
        assertThat(names(host.tags().suggest("b", 10))).containsExactly("beach");
        assertThat(other.usage("beach")).isEqualTo(2);
    }

    @Test
    default void taggingOneImageLeavesItsNamesakeAlone(Host host) {
        Host other = host.withTenant("other");
        for (Host each : List.of(host, other)) {
            each.catalog().register(NewImage.of(SHARED, "0.raw"));
            each.tag(SHARED, "beach");
        }

        host.tags().remove(SHARED, "beach", ANN);
        host.aiSays(SHARED, AiTag.of("lake", 95));

        assertThat(host.shown(SHARED)).containsExactly("lake");
        assertThat(other.shown(SHARED)).containsExactly("beach");
        assertThat(other.tags().removedFrom(SHARED)).isEmpty();
    }

    @Test
    default void renamingAndMergingStayWithinTheTenant(Host host) {
        Host other = host.withTenant("other");
        ImageId theirs = other.imageTagged("beach", "coast");
        host.imageTagged("beach", "shore");

        host.tags().rename(tag("beach"), tag("coast"));
        host.tags().merge(tag("shore"), tag("coast"));

        assertThat(other.shown(theirs)).containsExactly("beach", "coast");
        assertThatExceptionOfType(UnknownTagException.class)
                .isThrownBy(() -> other.tags().rename(tag("shore"), tag("strand")));
    }

    @Test
    default void searchesFindOnesOwnImagesOnly(Host host) {
        Host other = host.withTenant("other");
        ImageId ours = host.image("beach.jpg");
        host.tag(ours, "sea");
        ImageId theirs = other.image("beach.jpg");
        other.tag(theirs, "sea", "pier");

        for (String query : List.of("", "beach", "sea", "tag:sea", "source:user", "-pier", "beach OR pier", "s*")) {
            assertThat(host.find(query)).as(query).containsExactly(ours);
            assertThat(host.search().search(query).total()).as(query).isEqualTo(1);
        }
        assertThat(host.find(SearchRequest.of("sea").where(HostFilter.sql("true or true"))))
                .containsExactly(ours);
        assertThat(host.find(SearchRequest.of("").taggedAny(tag("pier")))).isEmpty();
        assertThat(host.search().search("pear").suggestions()).isEmpty();
    }

    @Test
    default void jobsAndBackfillsOfAnotherTenantAreNotSeenOrSteered(Host host) {
        Host other = host.withTenant("other");
        ImageId theirs = other.image();
        Jobs jobs = new Jobs(other);
        jobs.fail(jobs.claimOne(), ErrorKind.REJECTED, "unreadable");
        long backfill =
                other.ai().backfill(BackfillRequest.of(other.pipeline())).id();

        assertThat(host.ai().failed(PageRequest.first(10)).items()).isEmpty();
        assertThat(host.ai().retry(theirs, host.pipeline())).isFalse();
        assertThat(host.ai().retryFailed(host.pipeline())).isZero();
        assertThat(host.ai().backfills()).isEmpty();
        assertThat(host.ai().findBackfill(backfill)).isEmpty();
        assertThat(host.ai().pause(backfill)).isFalse();
        assertThat(host.ai().cancel(backfill)).isFalse();
        assertThat(other.ai().failed(PageRequest.first(10)).items()).hasSize(1);
        assertThat(other.ai().cancel(backfill)).isTrue();
    }

    @Test
    default void retractingAModelStaysWithinTheTenant(Host host) {
        Host other = host.withTenant("other");
        ImageId ours = host.image();
        ImageId theirs = other.image();
        host.modelSays("model-a", ours, AiTag.of("beach", 95));
        other.modelSays("model-a", theirs, AiTag.of("beach", 95));

        assertThat(host.ai().retract("model-a")).isEqualTo(1);

        assertThat(other.shown(theirs)).containsExactly("beach");
    }

    @Test
    default void comparingTheCatalogueStaysWithinTheTenant(Host host) {
        Host other = host.withTenant("other");
        ImageId theirs = other.image();
        host.image();

        assertThat(host.catalog()
                        .reconcile(List.<ImageId>of().iterator(), false)
                        .removed())
                .isEqualTo(1);

        assertThat(other.catalog().find(theirs)).isPresent();
    }

    @Test
    @OwnDatabase
    default void hostsWithoutTenantsAreTheDefaultTenant(Host host) {
        host.tagging().catalog().register(NewImage.of("1", "beach.jpg"));

        assertThat(host.tagging().tenant(TenantId.DEFAULT).catalog().find(ImageId.of("1")))
                .isPresent();
        assertThat(host.catalog().find(ImageId.of("1"))).isEmpty();
    }

    private static List<String> names(List<Tag> tags) {
        return tags.stream().map(each -> each.name().value()).toList();
    }
}
