package dev.tagging.engine;

import static dev.tagging.engine.ScriptedProvider.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.NewImage;
import dev.tagging.ProviderLookupException;
import dev.tagging.ProviderPlan;
import dev.tagging.QuotaExceededException;
import dev.tagging.TagName;
import dev.tagging.Tagging;
import dev.tagging.TaggingJob.State;
import dev.tagging.TaggingPolicy;
import dev.tagging.TenantId;
import dev.tagging.UnknownImageException;
import dev.tagging.UnknownPipelineException;
import dev.tagging.UserId;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTag;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InstantTaggingTest {

    private static final ImageId IMAGE = ImageId.of("42");
    private static final UserId ANN = UserId.of("ann");

    private final InMemoryPersistence database = new InMemoryPersistence();
    private final ScriptedProvider provider = new ScriptedProvider("scripted");

    @Test
    void an_image_is_tagged_here_and_now_without_any_worker() {
        Tagging tagging = tagging(TaggingPolicy.defaults());

        assertThat(tagging.ai().tagNow(IMAGE, ANN)).extracting(ImageTag::name).containsExactly(TagName.of("beach"));
    }

    @Test
    void a_job_that_waits_for_the_same_image_is_done_thereby() {
        Tagging tagging = tagging(TaggingPolicy.defaults());

        tagging.ai().tagNow(IMAGE, "default", ANN);

        assertThat(tagging.ai().status(IMAGE))
                .extracting(job -> job.pipeline() + " " + job.state())
                .containsExactly("default " + State.COMPLETED, "other " + State.WAITING);
    }

    @Test
    void what_people_said_is_in_the_answer_too() {
        Tagging tagging = tagging(TaggingPolicy.defaults());
        tagging.tags().add(IMAGE, "vacation", ANN);
        tagging.tags().add(IMAGE, "beach", ANN);
        tagging.tags().remove(IMAGE, "beach", ANN);

        assertThat(tagging.ai().tagNow(IMAGE, ANN)).extracting(ImageTag::name).containsExactly(TagName.of("vacation"));
    }

    @Test
    void it_must_not_be_called_inside_a_transaction() {
        Tagging tagging = tagging(TaggingPolicy.defaults());

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        database.inHostTransaction(true, () -> tagging.ai().tagNow(IMAGE, ANN)))
                .withMessageContaining("request");
        assertThat(provider.calls()).isZero();
    }

    @Test
    void an_image_nobody_registered_is_refused_without_counting() {
        Tagging tagging = tagging(TaggingPolicy.defaults().with(rules -> rules.callsPerUserAndDay(1)));

        assertThatExceptionOfType(UnknownImageException.class)
                .isThrownBy(() -> tagging.ai().tagNow(ImageId.of("43"), ANN));
        assertThat(tagging.ai().tagNow(IMAGE, ANN)).hasSize(1);
    }

    @Test
    void a_user_has_so_many_calls_a_day_in_each_tenant() {
        Tagging tagging = tagging(TaggingPolicy.defaults().with(rules -> rules.callsPerUserAndDay(2)));
        tagging.tenant(TenantId.of("acme")).catalog().register(NewImage.of(IMAGE, "beach.jpg"));
        tagging.ai().tagNow(IMAGE, ANN);
        tagging.ai().tagNow(IMAGE, ANN);

        assertThatExceptionOfType(QuotaExceededException.class)
                .isThrownBy(() -> tagging.ai().tagNow(IMAGE, ANN))
                .withMessageStartingWith("user 'ann' has asked 2 times today, which is the limit; available again at ");
        assertThat(tagging.ai().tagNow(IMAGE, UserId.of("bob"))).hasSize(1);
        assertThat(tagging.tenant(TenantId.of("acme")).ai().tagNow(IMAGE, ANN)).hasSize(1);
    }

    @Test
    void zero_means_no_limit() {
        Tagging tagging = tagging(TaggingPolicy.defaults().with(rules -> rules.callsPerUserAndDay(0)));

        for (int i = 0; i < 300; i++) {
            tagging.ai().tagNow(IMAGE, ANN);
        }

        assertThat(provider.calls()).isEqualTo(300);
    }

    @Test
    void a_budget_that_is_used_up_is_a_quota_too() {
        provider.remote("0.6");
        Tagging tagging = tagging(TaggingPolicy.defaults().with(rules -> rules.monthlyBudget(BigDecimal.ONE)));
        tagging.ai().tagNow(IMAGE, ANN);

        assertThatExceptionOfType(QuotaExceededException.class)
                .isThrownBy(() -> tagging.ai().tagNow(IMAGE, ANN))
                .withMessageStartingWith("provider 'scripted' has used up its budget of $1 a month");
        assertThat(provider.calls()).isOne();
    }

    @Test
    void the_providers_errors_come_through_and_the_job_is_left_alone() {
        provider.fails(new Rejected("too dark"));
        Tagging tagging = tagging(TaggingPolicy.defaults());

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> tagging.ai().tagNow(IMAGE, ANN))
                .withMessage("too dark");
        assertThat(tagging.ai().status(IMAGE).get(0).state()).isEqualTo(State.WAITING);
    }

    @Test
    void a_pipeline_nobody_knows_and_one_this_node_cannot_run_are_told_apart() {
        Tagging tagging = tagging(TaggingPolicy.defaults());

        assertThatExceptionOfType(UnknownPipelineException.class)
                .isThrownBy(() -> tagging.ai().tagNow(IMAGE, "nightly", ANN));
        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> tagging.ai().tagNow(IMAGE, "other", ANN));
    }

    @Test
    void without_any_pipeline_there_is_nothing_to_ask() {
        Tagging tagging = Tagging.builder().persistence(database).build();

        assertThatIllegalStateException()
                .isThrownBy(() -> tagging.ai().tagNow(IMAGE, ANN))
                .withMessage("this Tagging was built without a pipeline");
    }

    @Test
    void an_interrupted_caller_gets_its_thread_back() {
        Tagging tagging = tagging(TaggingPolicy.defaults());
        provider.does(context -> {
            Await.until(context::isCancelled);
            return saying(AiTag.of("late", 95));
        });
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(Transient.class).isThrownBy(() -> tagging.ai().tagNow(IMAGE, ANN));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_closed_one_says_so() {
        Tagging tagging = tagging(TaggingPolicy.defaults());
        tagging.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> tagging.ai().tagNow(IMAGE, ANN))
                .withMessage("this Tagging is closed");
    }

    private Tagging tagging(TaggingPolicy policy) {
        Tagging tagging = Tagging.builder()
                .persistence(database)
                .images(Kernels.PICTURES)
                .provider(provider)
                .pipeline("default", ProviderPlan.provider("scripted"))
                .pipeline("other", ProviderPlan.provider("nowhere"))
                .policy(policy)
                .workers(Kernels.QUICK.withTimeout(Duration.ofSeconds(30)))
                .build();
        tagging.catalog().register(NewImage.of(IMAGE, "beach.jpg"));
        return tagging;
    }
}
