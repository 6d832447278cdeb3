package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tagging.AiTaggingService;
import dev.tagging.Backfill;
import dev.tagging.BackfillRequest;
import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.Page;
import dev.tagging.PageRequest;
import dev.tagging.ProviderPlan;
import dev.tagging.Tagging;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.UnknownImageException;
import dev.tagging.UnknownPipelineException;
import dev.tagging.UserId;
import dev.tagging.WorkerOptions;
import dev.tagging.spi.persistence.JobQueue.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueuedTaggingTest {

    private static final ImageId IMAGE = ImageId.of(0);

    private final InMemoryPersistence database = new InMemoryPersistence();
    private final ScriptedProvider provider = new ScriptedProvider("scripted");
    private final Tagging tagging = Tagging.builder()
            .persistence(database)
            .images(Kernels.PICTURES)
            .provider(provider)
            .pipeline("default", ProviderPlan.provider("scripted"))
            .workers(Kernels.QUICK)
            .build();
    private final AiTaggingService ai = tagging.ai();

    @AfterEach
    void close() {
        tagging.close();
    }

    @Test
    void a_requested_image_is_queued_for_all_pipelines() {
        register(2);

        ai.request(IMAGE);

        assertThat(ai.status(IMAGE)).extracting(TaggingJob::state).containsExactly(State.WAITING);
        assertThat(ai.status(ImageId.of(1))).isEmpty();
    }

    @Test
    void images_nobody_registered_are_refused_or_left_out() {
        register(2);

        assertThatExceptionOfType(UnknownImageException.class).isThrownBy(() -> ai.request(ImageId.of(9)));
        assertThat(ai.request(List.of(IMAGE, ImageId.of(9), ImageId.of(1), IMAGE), "default"))
                .isEqualTo(2);
        assertThat(ai.status(ImageId.of(9))).isEmpty();
    }

    @Test
    void pipelines_nobody_knows_are_refused() {
        register(1);

        assertThatExceptionOfType(UnknownPipelineException.class)
                .isThrownBy(() -> ai.request(List.of(IMAGE), "weekly"));
        assertThatExceptionOfType(UnknownPipelineException.class).isThrownBy(() -> ai.retryFailed("weekly"));
        assertThatExceptionOfType(UnknownPipelineException.class)
                .isThrownBy(() -> ai.backfill(BackfillRequest.of("weekly")));
        assertThat(ai.retry(IMAGE, "weekly")).isFalse();
    }

    @Test
    void failed_jobs_can_be_paged_through_and_tried_again() {
        register(3);
        failAll();

        Page<TaggingJob> first = ai.failed(PageRequest.first(2));
        Page<TaggingJob> second = ai.failed(PageRequest.first(2).after(Objects.requireNonNull(first.next())));

        assertThat(first.items()).hasSize(2);
        assertThat(second.items()).hasSize(1);
        assertThat(second.next()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ai.failed(PageRequest.first(2).after("2")))
                .withMessageStartingWith("this is no cursor of a list of failed jobs");
        assertThat(ai.retry(IMAGE, "default")).isTrue();
        assertThat(ai.retry(IMAGE, "default")).isFalse();
        assertThat(ai.retryFailed("default")).isEqualTo(2);
        assertThat(ai.failed(PageRequest.first(2)).items()).isEmpty();
    }

    @Test
    void a_retry_wakes_the_worker_that_would_otherwise_sleep() {
        register(1);
        failAll();
        tagging.start();

        ai.retry(IMAGE, "default");

        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(provider.calls()).isOne();
    }

    @Test
    void an_upload_wakes_the_worker_of_its_own_node() {
        WorkerOptions drowsy = new WorkerOptions(
                Optional.empty(),
                1,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofHours(1));
        try (Tagging node = Tagging.builder()
                .persistence(database)
                .images(Kernels.PICTURES)
                .provider(provider)
                .pipeline("default", ProviderPlan.provider("scripted"))
                .workers(drowsy)
                .build()) {
            node.start();
            for (int image = 1; image <= 3; image++) {
                int uploads = image;
                node.catalog().register(NewImage.of(ImageId.of(image), "beach.jpg"));

                Await.until(() -> provider.calls() == uploads);
            }
        }
    }

    @Test
    void a_backfill_is_fed_and_worked_off() {
        register(50);
        tagging.start();

        Backfill backfill = ai.backfill(BackfillRequest.of("default"));

        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(provider.calls()).isEqualTo(50);
        assertThat(ai.findBackfill(backfill.id())).map(Backfill::state).contains(Backfill.State.FINISHED);
        assertThat(ai.backfills()).hasSize(1);
    }

    @Test
    void a_backfill_can_be_paused_resumed_and_cancelled() {
        long id = ai.backfill(BackfillRequest.of("default")).id();

        assertThat(ai.resume(id)).isFalse();
        assertThat(ai.pause(id)).isTrue();
        assertThat(ai.pause(id)).isFalse();
        assertThat(ai.resume(id)).isTrue();
        assertThat(ai.pause(id)).isTrue();
        assertThat(ai.cancel(id)).isTrue();
        assertThat(ai.cancel(id)).isFalse();
        assertThat(ai.findBackfill(id + 1)).isEmpty();
    }

    @Test
    void a_model_is_taken_at_its_word_no_longer() {
        register(1_200);
        tagging.start();
        ai.backfill(BackfillRequest.of("default"));
        assertThat(tagging.drain(Duration.ofSeconds(60))).isTrue();
        tagging.tags().add(IMAGE, "vacation", UserId.of("ann"));

        assertThat(ai.retract("another")).isZero();
        assertThat(ai.retract("model-1")).isEqualTo(1_200);
        assertThat(tagging.tags().tagsOf(IMAGE)).hasSize(1);
    }

    @Test
    void draining_gives_up_when_its_time_is_up() {
        register(1);
        ai.request(IMAGE);

        assertThat(tagging.drain(Duration.ZERO)).isFalse();
        assertThat(tagging.drain(Duration.ofMillis(120))).isFalse();
    }

    @Test
    void draining_folds_what_is_left_to_fold() {
        database.look(state -> state.pendingChanges = 12_345);

        assertThat(tagging.drain(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        assertThat(tagging.stats().pendingCountChanges()).isZero();
    }

    @Test
    void an_interrupted_thread_does_not_drain_and_stays_interrupted() {
        register(1);
        ai.request(IMAGE);
        Thread.currentThread().interrupt();

        assertThat(tagging.drain(Duration.ofSeconds(30))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    private void register(int images) {
        tagging.catalog()
                .registerAll(
                        IntStream.range(0, images)
                                .mapToObj(i -> NewImage.of(ImageId.of(i), "beach.jpg"))
                                .iterator(),
                        ImportOptions.defaults().withoutTagging());
    }

    private void failAll() {
        int images = database.look(state -> state.images.size());
        ai.request(IntStream.range(0, images).mapToObj(ImageId::of).toList(), "default");
        database.required(() -> {
            List<Claim> claims = database.jobs()
                    .claim("default", 100, "test", Duration.ofMinutes(1), 5)
                    .claims();
            claims.forEach(claim -> database.jobs().fail(claim, ErrorKind.REJECTED, "no"));
            return true;
        });
    }
}
