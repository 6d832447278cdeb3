package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tagging.Image;
import dev.tagging.ImageCatalog;
import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.ImportReport;
import dev.tagging.NewImage;
import dev.tagging.ProviderPlan;
import dev.tagging.ReconcileReport;
import dev.tagging.Registration;
import dev.tagging.Tagging;
import dev.tagging.TenantId;
import dev.tagging.UnknownImageException;
import dev.tagging.UnknownPipelineException;
import dev.tagging.engine.InMemoryState.Job;
import dev.tagging.spi.persistence.JobQueue.Priority;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredCatalogTest {

    private static final ImageId IMAGE = ImageId.of("42");
    private static final NewImage BEACH = NewImage.of(IMAGE, "beach_sunset.jpg");

    private final InMemoryPersistence database = new InMemoryPersistence();
    private final Tagging tagging = Tagging.builder()
            .persistence(database)
            .images(Kernels.PICTURES)
            .pipeline("default", ProviderPlan.provider("pixels"))
            .pipeline("nightly", ProviderPlan.provider("moondream"))
            .build();
    private final ImageCatalog catalog = tagging.catalog();

    @Test
    void a_new_image_is_queued_for_all_pipelines_before_any_backfill() {
        assertThat(catalog.register(BEACH)).isEqualTo(Registration.CREATED);

        assertThat(jobs()).hasSize(2).allMatch(job -> job.priority() == Priority.UPLOAD);
        assertThat(tagging.ai().status(IMAGE)).extracting(job -> job.pipeline()).containsExactly("default", "nightly");
    }

    @Test
    void its_filename_is_cut_into_words() {
        catalog.register(BEACH);

        List<String> words = database.look(
                state -> state.images.values().stream().map(row -> row.words()).toList());
        assertThat(words).containsExactly("beach sunset jpg");
    }

    @Test
    void an_image_known_before_is_not_tagged_again() {
        catalog.register(BEACH);
        completeJobs();

        assertThat(catalog.register(BEACH)).isEqualTo(Registration.UNCHANGED);
        assertThat(catalog.register(NewImage.of(IMAGE, "other.jpg"))).isEqualTo(Registration.UPDATED);
        assertThat(catalog.register(BEACH.withContentVersion("1"))).isEqualTo(Registration.UPDATED);
        assertThat(catalog.register(BEACH)).isEqualTo(Registration.UNCHANGED);

        assertThat(openJobs()).isZero();
    }

    @Test
    void changed_content_is_tagged_again_when_both_versions_are_known() {
        catalog.register(BEACH.withContentVersion("1"));
        completeJobs();

        catalog.register(BEACH.withContentVersion("1"));
        assertThat(openJobs()).isZero();
        catalog.register(BEACH.withContentVersion("2"));

        assertThat(openJobs()).isEqualTo(2);
    }

    @Test
    void the_hosts_rollback_leaves_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> database.inHostTransaction(true, () -> {
                    catalog.register(BEACH);
                    throw new IllegalArgumentException("no");
                }));

        assertThat(catalog.find(IMAGE)).isEmpty();
        assertThat(jobs()).isEmpty();
    }

    @Test
    void a_large_collection_goes_in_by_batches_of_a_transaction_each() {
        List<Long> progress = new ArrayList<>();
        int before = database.begun();

        ImportReport report = catalog.registerAll(
                images(0, 25),
                ImportOptions.defaults().withBatchSize(10).withProgress(sofar -> progress.add(sofar.total())));

        assertThat(report).isEqualTo(new ImportReport(25, 0, 0));
        assertThat(progress).containsExactly(10L, 20L, 25L);
        assertThat(database.begun() - before).isEqualTo(3);
        assertThat(jobs()).hasSize(50).allMatch(job -> job.priority() == Priority.BACKFILL);
    }

    @Test
    void an_import_may_go_without_tagging_or_for_some_pipelines() {
        catalog.registerAll(images(0, 5), ImportOptions.defaults().withoutTagging());
        assertThat(jobs()).isEmpty();

        catalog.registerAll(images(5, 7), new ImportOptions(100, Optional.of(Set.of("nightly")), report -> {}));
        assertThat(jobs()).hasSize(2);

        assertThatExceptionOfType(UnknownPipelineException.class)
                .isThrownBy(() -> catalog.registerAll(
                        images(7, 9), new ImportOptions(100, Optional.of(Set.of("weekly")), report -> {})));
        assertThat(catalog.find(ImageId.of(7))).isEmpty();
    }

    @Test
    void of_one_id_within_a_batch_the_last_image_counts() {
        Iterator<NewImage> images = List.of(
                        NewImage.of("1", "first.jpg"), NewImage.of("2", "two.jpg"), NewImage.of("1", "last.jpg"))
                .iterator();

        ImportReport report = catalog.registerAll(images, ImportOptions.defaults());

        assertThat(report.created()).isEqualTo(2);
        assertThat(catalog.find(ImageId.of("1"))).map(Image::filename).contains("last.jpg");
    }

    @Test
    void a_batch_that_meets_a_deadlock_is_tried_again() {
        database.failNext(InMemoryPersistence.deadlock());

        assertThat(catalog.registerAll(images(0, 5), ImportOptions.defaults())).isEqualTo(new ImportReport(5, 0, 0));
    }

    @Test
    void images_are_found_in_the_order_asked() {
        catalog.registerAll(images(0, 5), ImportOptions.defaults());

        assertThat(catalog.findAll(List.of(ImageId.of(3), ImageId.of(99), ImageId.of(1), ImageId.of(3))))
                .extracting(Image::id)
                .containsExactly(ImageId.of(3), ImageId.of(1));
        assertThat(catalog.findAll(List.of())).isEmpty();
    }

    @Test
    void a_size_is_recorded_within_reason() {
        catalog.register(BEACH);

        catalog.resize(IMAGE, 800, 600);

        assertThat(catalog.find(IMAGE)).map(Image::width).contains(800);
        assertThatIllegalArgumentException().isThrownBy(() -> catalog.resize(IMAGE, 0, 600));
        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> catalog.resize(ImageId.of("43"), 800, 600));
    }

    @Test
    void a_filename_changes_once_and_only_to_one_that_can_be_stored() {
        catalog.register(BEACH);

        assertThat(catalog.rename(IMAGE, "lake.jpg")).isTrue();
        assertThat(catalog.rename(IMAGE, "lake.jpg")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> catalog.rename(IMAGE, "a\0b"));
        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> catalog.rename(ImageId.of("43"), "lake.jpg"));
    }

    @Test
    void an_image_is_forgotten_with_its_jobs() {
        catalog.register(BEACH);

        assertThat(catalog.remove(IMAGE)).isTrue();
        assertThat(catalog.remove(IMAGE)).isFalse();
        assertThat(jobs()).isEmpty();
    }

    @Test
    void many_images_are_forgotten_in_chunks_or_at_once_in_the_hosts_transaction() {
        catalog.registerAll(images(0, 2_500), ImportOptions.defaults().withoutTagging());
        List<ImageId> ids = IntStream.range(0, 2_600).mapToObj(ImageId::of).toList();
        int before = database.begun();

        assertThat(catalog.removeAll(ids)).isEqualTo(2_500);
        assertThat(database.begun() - before).isEqualTo(3);

        catalog.register(BEACH);
        assertThat(database.<Integer>inHostTransaction(true, () -> catalog.removeAll(ids)))
                .isOne();
        assertThat(catalog.removeAll(List.of())).isZero();
    }

    @Test
    void a_dry_run_reports_the_differences_and_changes_nothing() {
        catalog.registerAll(images(0, 2_500), ImportOptions.defaults().withoutTagging());

        ReconcileReport report = catalog.reconcile(ids(100, 2_600), true);

        assertThat(report.known()).isEqualTo(2_400);
        assertThat(report.orphanCount()).isEqualTo(100);
        assertThat(report.orphans()).hasSize(100).isSorted().contains(ImageId.of(0), ImageId.of(99));
        assertThat(report.missingCount()).isEqualTo(100);
        assertThat(report.missing()).hasSize(100).isSorted().contains(ImageId.of(2_500), ImageId.of(2_599));
        assertThat(report.removed()).isZero();
        assertThat(catalog.find(ImageId.of(0))).isPresent();
    }

    @Test
    void what_the_host_no_longer_has_is_forgotten() {
        catalog.registerAll(images(0, 2_500), ImportOptions.defaults().withoutTagging());

        ReconcileReport report = catalog.reconcile(ids(1_200, 2_500), false);

        assertThat(report.removed()).isEqualTo(1_200);
        assertThat(report.orphans()).hasSize(ReconcileReport.MAX_LISTED);
        assertThat(catalog.find(ImageId.of(1_199))).isEmpty();
        assertThat(catalog.find(ImageId.of(1_200))).isPresent();
    }

    @Test
    void duplicates_in_the_hosts_list_count_once() {
        catalog.register(BEACH);
        Iterator<ImageId> ids =
                List.of(IMAGE, ImageId.of("43"), IMAGE, ImageId.of("43")).iterator();

        ReconcileReport report = catalog.reconcile(ids, false);

        assertThat(report).isEqualTo(new ReconcileReport(1, 0, List.of(), 1, List.of(ImageId.of("43")), 0));
    }

    @Test
    void images_registered_while_it_runs_are_left_alone_wherever_their_numbers_are() {
        catalog.register(BEACH);
        Iterator<ImageId> ids = new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return given < 1;
            }

            @Override
            public ImageId next() {
                given++;
                catalog.register(NewImage.of("fresh", "fresh.jpg"));
                return IMAGE;
            }
        };

        ReconcileReport report = catalog.reconcile(ids, false);

        assertThat(report.orphanCount()).isZero();
        assertThat(catalog.find(ImageId.of("fresh"))).isPresent();
    }

    @Test
    void an_id_that_was_given_to_a_new_image_meanwhile_is_left_alone() {
        catalog.register(BEACH);
        Iterator<ImageId> ids = new Iterator<>() {
            @Override
            public boolean hasNext() {
                catalog.remove(IMAGE);
                catalog.register(BEACH);
                return false;
            }

            @Override
            public ImageId next() {
                throw new NoSuchElementException();
            }
        };

        assertThat(catalog.reconcile(ids, false).removed()).isZero();
        assertThat(catalog.find(IMAGE)).isPresent();
    }

    @Test
    void other_tenants_are_not_concerned() {
        tagging.tenant(TenantId.of("acme")).catalog().register(BEACH);
        catalog.register(BEACH);

        assertThat(catalog.reconcile(List.<ImageId>of().iterator(), false).removed())
                .isOne();
        assertThat(tagging.tenant(TenantId.of("acme")).catalog().find(IMAGE)).isPresent();
    }

    private static Iterator<NewImage> images(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> NewImage.of(ImageId.of(i), i + ".jpg"))
                .iterator();
    }

    private static Iterator<ImageId> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(ImageId::of).iterator();
    }

    private List<Job> jobs() {
        return database.look(state -> List.copyOf(state.jobs.values()));
    }

    private long openJobs() {
        return tagging.stats().open();
    }

    private void completeJobs() {
        database.look(state -> {
            state.jobs.replaceAll((key, job) -> job.completed(null));
            return true;
        });
    }
}
