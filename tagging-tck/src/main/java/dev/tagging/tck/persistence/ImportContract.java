package dev.tagging.tck.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.ImportReport;
import dev.tagging.NewImage;
import dev.tagging.ProviderPlan;
import dev.tagging.ReconcileReport;
import dev.tagging.SearchRequest;
import dev.tagging.TaggingJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Registering large collections, and comparing them with what the host has. */
interface ImportContract {

    @Test
    default void aCollectionIsRegisteredInBatches(Host host) {
        host.catalog().register(photo(3));
        host.catalog().register(NewImage.of("photo-04", "older name.jpg"));
        List<ImportReport> progress = new ArrayList<>();

        ImportReport report = host.catalog()
                .registerAll(
                        photos(1, 10), ImportOptions.defaults().withBatchSize(4).withProgress(progress::add));

        assertThat(report).isEqualTo(new ImportReport(8, 1, 1));
        assertThat(progress).extracting(ImportReport::total).containsExactly(4L, 8L, 10L);
        assertThat(progress).last().isEqualTo(report);
        assertThat(host.find("vacation")).hasSize(10);
        assertThat(host.find("older")).isEmpty();
    }

    @Test
    default void anEmptyCollectionIsNoProblem(Host host) {
        ImportReport report = host.catalog().registerAll(Collections.emptyIterator(), ImportOptions.defaults());

        assertThat(report.total()).isZero();
    }

    @Test
    default void ofOneImageTwiceInABatchTheLastCounts(Host host) {
        ImportReport report = host.catalog()
                .registerAll(
                        List.of(
                                        NewImage.of("1", "first.jpg"),
                                        NewImage.of("2", "other.jpg"),
                                        NewImage.of("1", "second.jpg"))
                                .iterator(),
                        ImportOptions.defaults());

        assertThat(report.created()).isEqualTo(2);
        assertThat(host.catalog().find(ImageId.of("1")).orElseThrow().filename())
                .isEqualTo("second.jpg");
    }

    @Test
    default void imagesCanBeRegisteredWithoutAnyJob(Host host) {
        host.catalog().registerAll(photos(1, 3), ImportOptions.defaults().withoutTagging());

        assertThat(host.ai().status(ImageId.of("photo-01"))).isEmpty();
        assertThat(host.find("vacation")).hasSize(3);
    }

    @Test
    default void imagesCanBeQueuedForSomePipelinesOnly(Host host) {
        String extra = "extra-" + host.pipeline();
        Host two = host.with(node -> node.pipeline(extra, ProviderPlan.provider(ScriptedAi.NAME)));

        two.catalog().registerAll(photos(1, 1), new ImportOptions(10, Optional.of(Set.of(extra)), report -> {}));
        two.catalog().registerAll(photos(2, 2), ImportOptions.defaults());

        assertThat(two.ai().status(ImageId.of("photo-01")))
                .extracting(TaggingJob::pipeline)
                .containsExactly(extra);
        assertThat(two.ai().status(ImageId.of("photo-02")))
                .extracting(TaggingJob::pipeline)
                .containsExactly(extra, host.pipeline());
    }

    @Test
    default void afterAFailureTheFullBatchesStay(Host host) {
        Iterator<NewImage> failing = iterator(1, 7, number -> {
            if (number == 7) {
                throw new IllegalStateException("the host's database is gone");
            }
            return photo(number);
        });

        assertThatThrownBy(() -> host.catalog()
                        .registerAll(failing, ImportOptions.defaults().withBatchSize(3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the host's database is gone");

        assertThat(host.find("vacation")).hasSize(6);
    }

    @Test
    default void thousandsOfImagesAreNoProblem(Host host) {
        ImportReport report = host.catalog()
                .registerAll(
                        iterator(1, 2_500, number -> NewImage.of(ImageId.of(number), "vacation " + number + ".jpg")),
                        ImportOptions.defaults().withoutTagging());

        assertThat(report.created()).isEqualTo(2_500);
        assertThat(host.search()
                        .search(SearchRequest.of("vacation").countUpTo(10_000))
                        .total())
                .isEqualTo(2_500);
    }

    @Test
    default void aDryComparisonTellsAndChangesNothing(Host host) {
        host.catalog().registerAll(photos(1, 4), ImportOptions.defaults());

        ReconcileReport report = host.catalog().reconcile(ids("photo-06", "photo-02", "photo-05", "photo-04"), true);

        assertThat(report)
                .isEqualTo(new ReconcileReport(
                        2,
                        2,
                        List.of(ImageId.of("photo-01"), ImageId.of("photo-03")),
                        2,
                        List.of(ImageId.of("photo-05"), ImageId.of("photo-06")),
                        0));
        assertThat(host.find("vacation")).hasSize(4);
    }

    @Test
    default void aRealComparisonForgetsWhatTheHostNoLongerHas(Host host) {
        host.catalog().registerAll(photos(1, 4), ImportOptions.defaults());
        host.tag(ImageId.of("photo-03"), "beach");

        ReconcileReport report =
                host.catalog().reconcile(ids("photo-04", "photo-02", "photo-04", "photo-05", "photo-05"), false);

        assertThat(report.known()).isEqualTo(2);
        assertThat(report.missingCount()).isEqualTo(1);
        assertThat(report.orphanCount()).isEqualTo(2);
        assertThat(report.removed()).isEqualTo(2);
        assertThat(host.find("vacation")).containsExactlyInAnyOrder(ImageId.of("photo-02"), ImageId.of("photo-04"));
        assertThat(host.usage("beach")).isZero();
    }

    @Test
    default void imagesRegisteredDuringAComparisonStay(Host host) {
        host.catalog().registerAll(photos(1, 2), ImportOptions.defaults());
        Iterator<ImageId> slow = iterator(2, 3, number -> {
            if (number == 3) {
                host.catalog().register(photo(9));
            }
            return photo(number).id();
        });

        ReconcileReport report = host.catalog().reconcile(slow, false);

        assertThat(report.orphans()).containsExactly(ImageId.of("photo-01"));
        assertThat(host.find("vacation")).containsExactlyInAnyOrder(ImageId.of("photo-02"), ImageId.of("photo-09"));
    }

    @Test
    default void aComparisonCountsAllAndListsTheFirst(Host host) {
        int most = ReconcileReport.MAX_LISTED;
        IntFunction<ImageId> known = number -> ImageId.of("%05d".formatted(number));
        host.catalog()
                .registerAll(
                        iterator(1, most + 100, number -> NewImage.of(known.apply(number), "vacation.jpg")),
                        ImportOptions.defaults().withoutTagging());

        ReconcileReport report = host.catalog().reconcile(iterator(20_001, 20_000 + most + 50, known), false);

        assertThat(report.orphanCount()).isEqualTo(most + 100);
        assertThat(report.removed()).isEqualTo(most + 100);
        assertThat(report.orphans()).hasSize(most).isSorted().startsWith(known.apply(1));
        assertThat(report.missingCount()).isEqualTo(most + 50);
        assertThat(report.missing()).hasSize(most).isSorted().startsWith(known.apply(20_001));
        assertThat(host.find("")).isEmpty();
    }

    private static NewImage photo(int number) {
        return NewImage.of("photo-%02d".formatted(number), "vacation.jpg");
    }

    private static Iterator<NewImage> photos(int first, int last) {
        return iterator(first, last, ImportContract::photo);
    }

    private static Iterator<ImageId> ids(String... ids) {
        return Stream.of(ids).map(ImageId::of).iterator();
    }

    private static <T> Iterator<T> iterator(int first, int last, IntFunction<T> element) {
        return IntStream.rangeClosed(first, last).mapToObj(element).iterator();
    }
}
