package dev.tagging.engine;

import static dev.tagging.ProviderPlan.ensemble;
import static dev.tagging.ProviderPlan.fallback;
import static dev.tagging.ProviderPlan.provider;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.ProviderPlan;
import dev.tagging.QuotaExceededException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class PlanRunTest {

    private final Map<String, Throwable> errors = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Misconfigured> unnoticed = new ArrayList<>();

    @Test
    void a_single_provider_is_asked_once() {
        assertThat(run(provider("a"))).containsExactly("a");
        assertThat(asked).containsExactly("a");
    }

    @Test
    void an_ensemble_asks_all_in_their_order() {
        assertThat(run(ensemble("a", "b", "c"))).containsExactly("a", "b", "c");
    }

    @Test
    void an_ensemble_leaves_out_members_that_reject_the_image() {
        errors.put("a", new Rejected("no"));

        assertThat(run(ensemble("a", "b"))).containsExactly("b");
    }

    @Test
    void an_ensemble_of_which_all_reject_the_image_rejects_it() {
        errors.put("a", new Rejected("first"));
        errors.put("b", new Rejected("second"));

        assertThatThrownBy(() -> run(ensemble("a", "b")))
                .isInstanceOf(Rejected.class)
                .hasMessage("first");
    }

    @Test
    void any_other_error_of_a_member_fails_the_whole_ensemble() {
        errors.put("b", new Transient("later"));

        assertThatThrownBy(() -> run(ensemble("a", "b", "c"))).isInstanceOf(Transient.class);
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void a_fallback_ends_with_the_first_answer() {
        assertThat(run(fallback("a", "b"))).containsExactly("a");
        assertThat(asked).containsExactly("a");
    }

    @Test
    void a_fallback_goes_on_whatever_the_error() {
        errors.put("a", new Misconfigured("no key"));
        errors.put("b", new StackOverflowError());
        errors.put("c", new QuotaExceededException("no budget", Instant.now()));

        assertThat(run(fallback("a", "b", "c", "d"))).containsExactly("d");
        assertThat(unnoticed).extracting(Throwable::getMessage).containsExactly("no key");
    }

    @Test
    void a_fallback_of_which_all_have_a_limit_waits_for_the_first_to_be_free() {
        errors.put("a", new RateLimited("slow down", Duration.ofHours(2)));
        errors.put("b", new QuotaExceededException("next month", Instant.now().plus(Duration.ofDays(9))));
        errors.put("c", new RateLimited("soon", Duration.ofMinutes(1)));

        assertThatThrownBy(() -> run(fallback("a", "b", "c"))).hasMessage("soon");
    }

    @Test
    void a_fallback_with_one_member_that_may_work_later_makes_the_image_wait_and_not_the_pipeline() {
        errors.put("a", new RateLimited("slow down", Duration.ofHours(2)));
        errors.put("b", new Rejected("too dark"));

        assertThatThrownBy(() -> run(fallback("a", "b")))
                .isInstanceOf(Transient.class)
                .hasMessage("no provider of the fallback answered; slow down; too dark");
    }

    @Test
    void a_fallback_without_hope_rejects_the_image_where_one_member_did() {
        errors.put("a", new Misconfigured("no key"));
        errors.put("b", new Rejected("too dark"));

        assertThatThrownBy(() -> run(fallback("a", "b")))
                .isInstanceOf(Rejected.class)
                .hasMessage("too dark");
    }

    @Test
    void a_fallback_of_which_no_member_is_configured_is_not_configured() {
        errors.put("a", new Misconfigured("no key"));
        errors.put("b", new Misconfigured("no model"));

        assertThatThrownBy(() -> run(fallback("a", "b")))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("no key");
    }

    @Test
    void who_is_cancelled_does_not_fall_back() {
        errors.put("a", new CancellationException());
        errors.put("b", InMemoryPersistence.deadlock());

        assertThatThrownBy(() -> run(fallback("a", "c"))).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> run(fallback("b", "c"))).hasMessage("deadlock");
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void plans_nest() {
        errors.put("a", new Transient("later"));
        errors.put("c", new Rejected("no"));

        assertThat(run(ensemble(fallback("a", "b"), ensemble("c", "d")))).containsExactly("b", "d");
    }

    private List<String> run(ProviderPlan plan) {
        return new PlanRun(this::ask, unnoticed::add)
                .run(plan).stream().map(Answer::provider).toList();
    }

    private Answer ask(String name) {
        asked.add(name);
        Throwable error = errors.get(name);
        if (error instanceof Error serious) {
            throw serious;
        } else if (error instanceof RuntimeException exception) {
            throw exception;
        }
        return new Answer(name, ScriptedProvider.saying());
    }
}
