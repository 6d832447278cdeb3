package dev.tagging.engine;

import static dev.tagging.engine.ScriptedProvider.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.ProviderLookupException;
import dev.tagging.ProviderPlan;
import dev.tagging.Tagging;
import dev.tagging.TaggingBuilder;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.TaggingListener;
import dev.tagging.TaggingPolicy;
import dev.tagging.TenantId;
import dev.tagging.UnknownPipelineException;
import dev.tagging.WorkerOptions;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.ProviderSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LifecycleTest {

    private static final ImageId IMAGE = ImageId.of("42");

    private final InMemoryPersistence database = new InMemoryPersistence();
    private final ScriptedProvider provider = new ScriptedProvider("scripted");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Tagging> built = new ArrayList<>();

    @AfterEach
    void close() {
        end.countDown();
        built.forEach(Tagging::close);
    }

    @Test
    void building_touches_neither_the_database_nor_a_provider() {
        build(builder(Kernels.QUICK).pipeline("other", ProviderPlan.provider("nowhere")));

        assertThat(database.begun()).isZero();
    }

    @Test
    void a_provider_that_is_nowhere_is_noticed_at_the_start() {
        Tagging tagging = build(builder(Kernels.QUICK).pipeline("other", ProviderPlan.provider("nowhere")));

        assertThatExceptionOfType(ProviderLookupException.class).isThrownBy(tagging::start);
    }

    @Test
    void a_node_that_does_not_serve_a_pipeline_needs_none_of_its_providers() {
        Tagging tagging = build(
                builder(Kernels.QUICK.serving(Set.of("default"))).pipeline("other", ProviderPlan.provider("nowhere")));

        tagging.start();
        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg"));

        Await.until(() -> tagging.tags().tagsOf(IMAGE).size() == 1);
        assertThat(tagging.ai().status(IMAGE))
                .extracting(job -> job.pipeline() + " " + job.state())
                .containsExactly("default COMPLETED", "other WAITING");
    }

    @Test
    void serving_a_pipeline_nobody_knows_is_a_mistake() {
        Tagging tagging = build(builder(Kernels.QUICK.serving(Set.of("defualt"))));

        assertThatExceptionOfType(UnknownPipelineException.class)
                .isThrownBy(tagging::start)
                .withMessage("there is no pipeline 'defualt', there is [default]");
    }

    @Test
    void every_provider_gets_its_own_settings_without_its_name() {
        List<String> seen = new ArrayList<>();
        AiTaggingProviderFactory factory = factory("asker", settings -> {
            seen.add(settings.requiredText("model"));
            settings.rejectUnknown();
            return new ScriptedProvider("asker");
        });
        Tagging tagging = build(Tagging.builder()
                .persistence(database)
                .images(Kernels.PICTURES)
                .provider(factory)
                .provider(provider)
                .pipeline("default", ProviderPlan.ensemble("asker", "scripted"), Map.of("asker.model", "small")));

        tagging.start();

        assertThat(seen).containsExactly("small");
    }

    @Test
    void a_factory_that_throws_anything_else_is_misconfigured_and_the_providers_made_before_are_closed() {
        AiTaggingProviderFactory broken = factory("broken", settings -> {
            throw new UnsatisfiedLinkError("no native library");
        });
        Tagging tagging = build(Tagging.builder()
                .persistence(database)
                .images(Kernels.PICTURES)
                .provider(provider)
                .provider(broken)
                .pipeline("default", ProviderPlan.ensemble("scripted", "broken")));

        assertThatExceptionOfType(Misconfigured.class)
                .isThrownBy(tagging::start)
                .withMessage("provider 'broken' of pipeline 'default' cannot be made: no native library");
        assertThat(provider.closings()).isOne();
    }

    @Test
    void starting_twice_and_closing_twice_does_nothing_more() {
        Tagging tagging = build(builder(Kernels.QUICK));

        tagging.start();
        tagging.start();
        tagging.close();
        tagging.close();

        assertThat(provider.closings()).isOne();
    }

    @Test
    void what_is_closed_cannot_be_started() {
        Tagging tagging = build(builder(Kernels.QUICK));
        tagging.close();

        assertThatIllegalStateException().isThrownBy(tagging::start).withMessage("this Tagging is closed");
    }

    @Test
    void closing_cancels_the_work_under_way_and_gives_it_back_at_once() {
        AtomicBoolean cancelled = new AtomicBoolean();
        provider.does(context -> {
            begun.countDown();
            Await.until(context::isCancelled);
            cancelled.set(true);
            return saying(AiTag.of("late", 95));
        });
        Tagging tagging = build(builder(Kernels.QUICK));
        tagging.start();
        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg"));
        Await.latch(begun);

        tagging.close();

        TaggingJob job = job(tagging);
        assertThat(job.state()).isEqualTo(State.WAITING);
        assertThat(job.attempts()).isZero();
        assertThat(job.losses()).isZero();
        assertThat(job.runAt()).isBeforeOrEqualTo(database.look(InMemoryState::now));
        Await.until(cancelled::get);
        Await.until(() -> provider.closings() == 1);
        assertThat(tagging.tags().tagsOf(IMAGE)).isEmpty();
    }

    @Test
    void another_node_goes_on_with_what_a_closed_one_gave_back() {
        provider.does(context -> {
            if (begun.getCount() > 0) {
                begun.countDown();
                Await.until(context::isCancelled);
            }
            return saying(AiTag.of("beach", 95));
        });
        Tagging first = build(builder(Kernels.QUICK));
        first.start();
        first.catalog().register(NewImage.of(IMAGE, "beach.jpg"));
        Await.latch(begun);
        first.close();
        Tagging second = build(builder(Kernels.QUICK));

        second.start();

        assertThat(second.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(second.tags().tagsOf(IMAGE)).hasSize(1);
    }

    @Test
    void a_provider_is_not_closed_under_a_call_that_will_not_end() {
        provider.does(context -> {
            begun.countDown();
            Await.latchStubbornly(end);
            return saying();
        });
        Tagging tagging = build(builder(Kernels.QUICK));
        tagging.start();
        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg"));
        Await.latch(begun);

        tagging.close();

        assertThat(provider.closings()).isZero();
        assertThat(job(tagging).state()).isEqualTo(State.WAITING);
        end.countDown();
        Await.until(() -> provider.closings() == 1);
    }

    @Test
    void an_interrupted_thread_can_close_and_stays_interrupted() {
        provider.does(context -> {
            begun.countDown();
            Await.until(context::isCancelled);
            return saying();
        });
        Tagging tagging = build(builder(Kernels.QUICK));
        tagging.start();
        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg"));
        Await.latch(begun);
        Thread.currentThread().interrupt();

        tagging.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(job(tagging).state()).isEqualTo(State.WAITING);
    }

    @Test
    void closing_while_the_database_is_down_ends_in_peace() {
        Tagging tagging = build(builder(Kernels.QUICK));
        provider.does(context -> {
            begun.countDown();
            Await.until(context::isCancelled);
            return saying();
        });
        tagging.start();
        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg"));
        Await.latch(begun);
        database.down(true);

        tagging.close();

        database.down(false);
        assertThat(job(tagging).state()).isEqualTo(State.PROCESSING);
    }

    @Test
    void a_misconfigured_provider_stops_its_pipeline_on_this_node_and_says_so() {
        List<String> heard = new CopyOnWriteArrayList<>();
        provider.fails(new Misconfigured("the key has expired"));
        Tagging tagging = build(builder(Kernels.QUICK).listener(new TaggingListener() {
            @Override
            public void onPipelineStopped(String pipeline, String reason) {
                heard.add(pipeline + ": " + reason);
            }
        }));
        tagging.start();

        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg"));

        Await.until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("default: the key has expired");
        assertThat(stopped(tagging)).isEqualTo("the key has expired");
        assertThat(job(tagging).state()).isEqualTo(State.WAITING);
        assertThat(job(tagging).errorKind()).isEqualTo(ErrorKind.MISCONFIGURED);
        assertThat(job(tagging).attempts()).isZero();
    }

    @Test
    void a_node_that_is_configured_takes_over_from_one_that_is_not() {
        provider.fails(new Misconfigured("the key has expired"));
        Tagging tagging = build(builder(Kernels.QUICK));
        tagging.start();
        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg"));
        Await.until(() -> !stopped(tagging).isEmpty());
        ScriptedProvider mended = new ScriptedProvider("scripted");
        Tagging other = build(builder(Kernels.QUICK, mended));

        other.start();

        assertThat(other.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(mended.calls()).isOne();
        assertThat(stopped(other)).isEmpty();
    }

    @Test
    void an_outage_of_the_database_is_outlived() {
        Tagging tagging = build(builder(Kernels.QUICK));
        tagging.start();
        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg"));
        tagging.drain(Duration.ofSeconds(30));
        int before = database.begun();

        database.down(true);
        Await.until(() -> database.begun() > before + 20);
        database.down(false);
        tagging.catalog().register(NewImage.of(ImageId.of("43"), "beach.jpg"));

        assertThat(tagging.drain(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void an_answer_that_was_paid_for_is_written_when_the_database_is_back() {
        provider.does(context -> {
            begun.countDown();
            Await.latch(end);
            return saying(AiTag.of("beach", 95));
        });
        Tagging tagging = build(builder(Kernels.QUICK));
        tagging.start();
        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg"));
        Await.latch(begun);
        int before = database.begun();

        database.down(true);
        end.countDown();
        Await.until(() -> database.begun() > before + 20);
        database.down(false);

        assertThat(tagging.drain(Duration.ofSeconds(60))).isTrue();
        assertThat(provider.calls()).isOne();
        assertThat(tagging.tags().tagsOf(IMAGE)).hasSize(1);
    }

    @Test
    void a_listener_that_throws_harms_nobody() {
        List<String> heard = new CopyOnWriteArrayList<>();
        Tagging tagging = build(builder(Kernels.QUICK)
                .listener(new TaggingListener() {
                    @Override
                    public void onTagged(TenantId tenant, ImageId image, String pipeline) {
                        throw new AssertionError("not my day");
                    }
                })
                .listener(new TaggingListener() {
                    @Override
                    public void onTagged(TenantId tenant, ImageId image, String pipeline) {
                        heard.add(image + " " + pipeline);
                    }
                }));
        tagging.start();

        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg"));

        assertThat(tagging.drain(Duration.ofSeconds(30))).isTrue();
        Await.until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("42 default");
        assertThat(job(tagging).state()).isEqualTo(State.COMPLETED);
    }

    private Tagging build(TaggingBuilder builder) {
        Tagging tagging = builder.build();
        built.add(tagging);
        return tagging;
    }

    private TaggingBuilder builder(WorkerOptions workers) {
        return builder(workers, provider);
    }

    private TaggingBuilder builder(WorkerOptions workers, AiTaggingProviderFactory factory) {
        return Tagging.builder()
                .persistence(database)
                .images(Kernels.PICTURES)
                .provider(factory)
                .pipeline("default", ProviderPlan.provider("scripted"))
                .policy(TaggingPolicy.defaults().with(rules -> rules.retryDelay(Duration.ofMillis(1))))
                .workers(workers);
    }

    private static AiTaggingProviderFactory factory(
            String name, Function<ProviderSettings, AiTaggingProvider> creation) {
        return new AiTaggingProviderFactory() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public AiTaggingProvider create(ProviderSettings settings) {
                return creation.apply(settings);
            }
        };
    }

    private static TaggingJob job(Tagging tagging) {
        return tagging.ai().status(IMAGE).get(0);
    }

    private static String stopped(Tagging tagging) {
        return Objects.requireNonNull(tagging.stats().pipelines().get("default"))
                .stopped();
    }
}
