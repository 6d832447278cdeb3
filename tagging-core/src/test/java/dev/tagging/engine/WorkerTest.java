package dev.tagging.engine;

import static dev.tagging.engine.ScriptedProvider.saying;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.Image;
import dev.tagging.ImageId;
import dev.tagging.ImageSource;
import dev.tagging.ImageSource.ImageGoneException;
import dev.tagging.ImageSource.ImageUnavailableException;
import dev.tagging.ImageSource.Wanted;
import dev.tagging.ImageTag;
import dev.tagging.NewImage;
import dev.tagging.ProviderPlan;
import dev.tagging.QueueStats.PipelineStats;
import dev.tagging.TagName;
import dev.tagging.TagSource;
import dev.tagging.Tagging;
import dev.tagging.TaggingBuilder;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.TaggingListener;
import dev.tagging.TaggingPolicy;
import dev.tagging.TenantId;
import dev.tagging.UserId;
import dev.tagging.WorkerOptions;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ModerationVerdict;
import dev.tagging.spi.ModerationVerdict.Level;
import dev.tagging.spi.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WorkerTest {

    private static final ImageId IMAGE = ImageId.of("42");

    private final InMemoryPersistence database = new InMemoryPersistence();
    private final ScriptedProvider provider = new ScriptedProvider("scripted");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private TaggingPolicy policy = TaggingPolicy.defaults().with(rules -> rules.retryDelay(Duration.ofMillis(1)));
    private WorkerOptions workers = Kernels.QUICK;
    private ImageSource images = Kernels.PICTURES;
    private final List<Tagging> running = new ArrayList<>();

    @AfterEach
    void close() {
        end.countDown();
        running.forEach(Tagging::close);
    }

    @Test
    void an_upload_is_tagged_in_the_background() {
        Tagging tagging = start();

        register(tagging, IMAGE);

        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        ImageTag tag = tagging.tags().tagsOf(IMAGE).get(0);
        assertThat(tag.name()).isEqualTo(TagName.of("beach"));
        assertThat(tag.source()).isEqualTo(TagSource.AI);
        assertThat(tag.model()).isEqualTo("model-1");
        assertThat(job(tagging).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void a_provider_is_told_what_the_host_wishes() {
        List<AnalysisContext> contexts = new CopyOnWriteArrayList<>();
        provider.does(context -> {
            contexts.add(context);
            return saying();
        });
        policy = policy.with(rules -> rules.maxTagsPerPipeline(7));
        Instant before = Instant.now();
        Tagging tagging = start(builder().language(Locale.GERMAN).preferredTags(List.of(TagName.of("strand"))));

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        AnalysisContext context = contexts.get(0);
        assertThat(context.language()).isEqualTo(Locale.GERMAN);
        assertThat(context.preferredTags()).containsExactly(TagName.of("strand"));
        assertThat(context.maxTags()).isEqualTo(7);
        assertThat(context.deadline()).isAfterOrEqualTo(before.plus(workers.timeout()));
    }

    @Test
    void a_timeout_for_ever_is_a_timeout_too() {
        workers = workers.withTimeout(Duration.ofSeconds(Long.MAX_VALUE));
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(job(tagging).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void a_running_node_folds_counts_without_being_asked() {
        Tagging tagging = start();

        database.look(state -> state.pendingChanges = 12_345);

        Await.until(() -> tagging.stats().pendingCountChanges() == 0);
    }

    @Test
    void the_size_of_an_image_is_learned_with_the_first_look_at_its_bytes() {
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        Image image = tagging.catalog().find(IMAGE).orElseThrow();
        assertThat(image.width()).isEqualTo(4);
        assertThat(image.height()).isEqualTo(3);
    }

    @Test
    void the_size_that_a_host_knows_is_left_alone() {
        Tagging tagging = start();

        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg").withSize(4_000, 3_000));
        tagging.drain(Duration.ofSeconds(30));

        assertThat(tagging.catalog().find(IMAGE))
                .hasValueSatisfying(image -> assertThat(image.width()).isEqualTo(4_000));
        assertThat(tagging.ai().status(IMAGE)).extracting(TaggingJob::state).containsExactly(State.COMPLETED);
    }

    @Test
    void the_original_is_asked_for_only_until_its_size_is_known() {
        List<Wanted> wanted = new CopyOnWriteArrayList<>();
        images = (image, size) -> {
            wanted.add(size);
            return Kernels.PICTURES.open(image, size);
        };
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));
        tagging.ai().request(IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(wanted).containsExactly(Wanted.ORIGINAL, Wanted.rendition(2_048));
    }

    @Test
    void a_verdict_is_kept_with_the_job() {
        provider.does(context -> new ImageAnalysis(
                List.of(), new ModerationVerdict(Level.UNSAFE, List.of("blood")), Usage.NONE, "model-1"));
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(job(tagging).verdict()).isEqualTo("UNSAFE");
    }

    @Test
    void a_transient_error_is_tried_again_until_it_has_happened_too_often() {
        provider.fails(new Transient("connection reset"));
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        TaggingJob job = job(tagging);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.errorKind()).isEqualTo(ErrorKind.TRANSIENT);
        assertThat(job.error()).isEqualTo("connection reset");
        assertThat(job.attempts()).isEqualTo(5);
        assertThat(provider.calls()).isEqualTo(5);
    }

    @Test
    void a_transient_error_that_passes_leaves_no_trace() {
        AtomicInteger calls = new AtomicInteger();
        provider.does(context -> {
            if (calls.incrementAndGet() < 3) {
                throw new Transient("connection reset");
            }
            return saying(AiTag.of("beach", 95));
        });
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(job(tagging).state()).isEqualTo(State.COMPLETED);
        assertThat(tagging.tags().tagsOf(IMAGE)).hasSize(1);
    }

    @Test
    void a_rejection_is_final() {
        provider.fails(new Rejected("refused by content rules"));
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(job(tagging).state()).isEqualTo(State.FAILED);
        assertThat(job(tagging).errorKind()).isEqualTo(ErrorKind.REJECTED);
        assertThat(provider.calls()).isOne();
    }

    @Test
    void bytes_that_are_no_image_are_rejected_without_asking_the_provider() {
        images = (image, wanted) -> new ByteArrayInputStream("no image".getBytes(StandardCharsets.UTF_8));
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(job(tagging).errorKind()).isEqualTo(ErrorKind.REJECTED);
        assertThat(provider.calls()).isZero();
    }

    @Test
    void bytes_that_are_gone_are_rejected() {
        images = (image, wanted) -> {
            throw new ImageGoneException("deleted by ann");
        };
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(job(tagging).errorKind()).isEqualTo(ErrorKind.REJECTED);
        assertThat(job(tagging).error()).isEqualTo("deleted by ann");
    }

    @Test
    void bytes_that_cannot_be_had_for_now_are_waited_for_without_counting() {
        images = (image, wanted) -> {
            throw new ImageUnavailableException("archived", Duration.ofHours(3));
        };
        Tagging tagging = start();

        register(tagging, IMAGE);

        Await.until(() -> job(tagging).errorKind() == ErrorKind.UNAVAILABLE);
        assertThat(job(tagging).state()).isEqualTo(State.WAITING);
        assertThat(job(tagging).attempts()).isZero();
        database.advance(Duration.ofHours(4));
        Await.until(() -> job(tagging).runAt().isAfter(database.look(InMemoryState::now)));
    }

    @Test
    void bytes_that_cannot_be_read_are_tried_again() {
        AtomicInteger opened = new AtomicInteger();
        images = (image, wanted) -> {
            if (opened.incrementAndGet() == 1) {
                throw new IOException("disk busy");
            }
            return Kernels.PICTURES.open(image, wanted);
        };
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(job(tagging).state()).isEqualTo(State.COMPLETED);
        assertThat(opened).hasValue(2);
    }

    @Test
    void a_rate_limit_makes_the_whole_pipeline_wait_for_up_to_an_hour_and_counts_no_attempt() {
        provider.fails(new RateLimited("slow down", Duration.ofDays(9)));
        workers = workers.withConcurrency(1);
        Tagging tagging = start();

        register(tagging, IMAGE);
        register(tagging, ImageId.of("43"));

        Await.until(() -> job(tagging).errorKind() == ErrorKind.RATE_LIMITED);
        assertThat(job(tagging).attempts()).isZero();
        Set<String> paused = database.look(state -> Set.copyOf(state.pauses.keySet()));
        assertThat(paused).containsExactly("default");
        assertThat(provider.calls()).isOne();
        provider.tags(AiTag.of("beach", 95));
        database.advance(Duration.ofHours(2));
        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void a_bug_counts_as_a_failed_attempt_with_its_class_in_the_error() {
        provider.does(context -> {
            throw new StackOverflowError();
        });
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(job(tagging).errorKind()).isEqualTo(ErrorKind.INTERNAL);
        assertThat(job(tagging).error()).isEqualTo("java.lang.StackOverflowError");
        assertThat(job(tagging).attempts()).isEqualTo(5);
    }

    @Test
    void errors_are_cut_to_what_the_database_takes() {
        provider.fails(new Rejected("\0" + "x".repeat(10_000)));
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(job(tagging).error()).hasSize(2_000).startsWith(" x").endsWith("x…");
    }

    @Test
    void a_provider_that_ignores_its_deadline_holds_up_nobody_but_keeps_its_place() {
        AtomicInteger calls = new AtomicInteger();
        provider.does(context -> {
            if (calls.incrementAndGet() == 1) {
                Await.latchStubbornly(end);
            }
            return saying(AiTag.of("beach", 95));
        });
        workers = workers.withTimeout(Duration.ofMillis(50));
        Tagging tagging = start();

        register(tagging, IMAGE);

        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(calls).hasValue(2);
        assertThat(tagging.tags().tagsOf(IMAGE)).hasSize(1);
    }

    @Test
    void an_analysis_overtaken_by_another_request_writes_nothing() {
        AtomicInteger calls = new AtomicInteger();
        provider.does(context -> {
            if (calls.incrementAndGet() > 1) {
                return saying(AiTag.of("new", 95));
            }
            begun.countDown();
            Await.latch(end);
            return saying(AiTag.of("old", 95));
        });
        workers = workers.withConcurrency(1);
        Tagging tagging = start();
        register(tagging, IMAGE);
        Await.latch(begun);

        tagging.ai().request(IMAGE);
        end.countDown();

        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(tagging.tags().tagsOf(IMAGE)).extracting(ImageTag::name).containsExactly(TagName.of("new"));
        assertThat(tagging.tags().find(TagName.of("old"))).isEmpty();
    }

    @Test
    void an_image_removed_meanwhile_is_forgotten() {
        provider.does(context -> {
            begun.countDown();
            Await.latch(end);
            return saying(AiTag.of("beach", 95));
        });
        Tagging tagging = start();
        register(tagging, IMAGE);
        Await.latch(begun);

        tagging.catalog().remove(IMAGE);
        end.countDown();
        register(tagging, ImageId.of("43"));

        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(tagging.tags().tagsOf(IMAGE)).isEmpty();
        assertThat(tagging.ai().status(IMAGE)).isEmpty();
    }

    @Test
    void an_analysis_whose_claim_is_lost_is_cancelled() {
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        provider.does(context -> {
            if (calls.incrementAndGet() == 1) {
                begun.countDown();
                Await.until(context::isCancelled);
                cancelled.countDown();
                throw new Transient("cancelled");
            }
            return saying(AiTag.of("beach", 95));
        });
        workers = workers.withLease(Duration.ofSeconds(1));
        Tagging tagging = start();
        register(tagging, IMAGE);
        Await.latch(begun);

        tagging.ai().request(IMAGE);

        Await.latch(cancelled);
        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(job(tagging).attempts()).isZero();
    }

    @Test
    void a_job_lost_too_often_fails_and_its_listener_hears_it() {
        List<TaggingJob> heard = new CopyOnWriteArrayList<>();
        policy = policy.with(rules -> rules.maxLosses(1));
        Tagging web = builder().workers(workers.serving(Set.of())).build();
        web.catalog().register(NewImage.of(IMAGE, "beach.jpg"));
        database.required(() -> database.jobs().claim("default", 1, "gone", Duration.ofSeconds(1), 1));
        database.advance(Duration.ofMinutes(1));

        start(builder().listener(new TaggingListener() {
            @Override
            public void onFailed(TenantId tenant, TaggingJob job) {
                heard.add(job);
            }
        }));

        Await.until(() -> !heard.isEmpty());
        assertThat(heard.get(0).errorKind()).isEqualTo(ErrorKind.LOST);
    }

    @Test
    void no_more_jobs_are_taken_than_there_are_places() {
        provider.does(context -> {
            Await.latch(end);
            return saying(AiTag.of("beach", 95));
        });
        Tagging tagging = start();

        for (int i = 0; i < 10; i++) {
            register(tagging, ImageId.of(i));
        }

        Await.until(() -> provider.calls() == 2);
        assertThat(stats(tagging).processing()).isEqualTo(2);
        end.countDown();
        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(provider.calls()).isEqualTo(10);
    }

    @Test
    void images_go_together_to_a_provider_that_takes_several() {
        provider.inBatchesOf(3);
        workers = workers.withConcurrency(8).serving(Set.of());
        Tagging web = builder().build();
        for (int i = 0; i < 8; i++) {
            web.catalog().register(NewImage.of(ImageId.of(i), "beach.jpg"));
        }
        workers = Kernels.QUICK.withConcurrency(8);

        Tagging tagging = start();

        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(provider.calls()).isEqualTo(8);
        assertThat(provider.batches()).isEqualTo(3);
    }

    @Test
    void one_image_of_a_batch_fails_alone() {
        AtomicInteger calls = new AtomicInteger();
        provider.inBatchesOf(4).does(context -> {
            if (calls.incrementAndGet() == 2) {
                throw new Rejected("too dark");
            }
            return saying(AiTag.of("beach", 95));
        });
        workers = workers.serving(Set.of());
        Tagging web = builder().build();
        for (int i = 0; i < 4; i++) {
            web.catalog().register(NewImage.of(ImageId.of(i), "beach.jpg"));
        }
        workers = Kernels.QUICK.withConcurrency(4);

        Tagging tagging = start();

        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(stats(tagging).failed()).isOne();
        assertThat(provider.batches()).isOne();
    }

    @Test
    void an_image_that_brings_its_whole_batch_down_fails_alone() {
        AtomicInteger calls = new AtomicInteger();
        provider.inBatchesOf(4).does(context -> {
            if (calls.incrementAndGet() == 2 || calls.get() == 4) {
                throw new IllegalStateException("bug");
            }
            return saying(AiTag.of("beach", 95));
        });
        policy = policy.with(rules -> rules.maxAttempts(1));
        workers = workers.serving(Set.of());
        Tagging web = builder().build();
        for (int i = 0; i < 4; i++) {
            web.catalog().register(NewImage.of(ImageId.of(i), "beach.jpg"));
        }
        workers = Kernels.QUICK.withConcurrency(4);

        Tagging tagging = start();

        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(stats(tagging).failed()).isOne();
    }

    @Test
    void what_a_person_removed_stays_removed() {
        Tagging tagging = start();
        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));
        tagging.tags().remove(IMAGE, TagName.of("beach"), UserId.of("ann"));

        tagging.ai().request(IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(tagging.tags().tagsOf(IMAGE)).isEmpty();
    }

    @Test
    void threads_have_telling_names_and_do_not_keep_the_jvm_alive() {
        Set<String> names = ConcurrentHashMap.newKeySet();
        provider.does(context -> {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("tagging-"))
                    .filter(Thread::isDaemon)
                    .forEach(thread -> names.add(thread.getName()));
            return saying();
        });
        Tagging tagging = start();

        register(tagging, IMAGE);
        tagging.drain(Duration.ofSeconds(30));

        assertThat(names)
                .contains("tagging-default-1", "tagging-default-queue", "tagging-leases", "tagging-maintenance");
    }

    private Tagging start() {
        return start(builder());
    }

    private Tagging start(TaggingBuilder builder) {
        Tagging tagging = builder.build();
        running.add(tagging);
        tagging.start();
        return tagging;
    }

    private static PipelineStats stats(Tagging tagging) {
        return Objects.requireNonNull(tagging.stats().pipelines().get("default"));
    }

    private TaggingBuilder builder() {
        return Tagging.builder()
                .persistence(database)
                .images(images)
                .provider(provider)
                .pipeline("default", ProviderPlan.provider("scripted"))
                .policy(policy)
                .workers(workers);
    }

    private static void register(Tagging tagging, ImageId image) {
        tagging.catalog().register(NewImage.of(image, "beach.jpg"));
    }

    private static TaggingJob job(Tagging tagging) {
        return tagging.ai().status(IMAGE).get(0);
    }
}
