package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.QuotaExceededException;
import dev.tagging.TaggingPersistenceException;
import dev.tagging.TaggingPolicy;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.Usage;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class RemoteLimitsTest {

    private final InMemoryPersistence database = new InMemoryPersistence();
    private final ProviderInfo remote =
            new ScriptedProvider("cloud").remote("0.0015").info();

    @Test
    void local_providers_are_never_limited() {
        RemoteLimits limits = limits(TaggingPolicy.defaults().with(rules -> rules.remoteCallsPerMinute(1)));

        for (int i = 0; i < 10; i++) {
            limits.take("local", new ScriptedProvider("local").info(), 1);
        }

        assertThat(database.begun()).isZero();
    }

    @Test
    void calls_a_minute_are_counted_whatever_their_images() {
        RemoteLimits limits = limits(TaggingPolicy.defaults().with(rules -> rules.remoteCallsPerMinute(2)));
        limits.take("cloud", remote, 16);
        limits.take("cloud", remote, 16);

        assertThatExceptionOfType(QuotaExceededException.class)
                .isThrownBy(() -> limits.take("cloud", remote, 1))
                .withMessageStartingWith("provider 'cloud' is asked 2 times a minute at most");
    }

    @Test
    void a_budget_is_taken_image_by_image_before_the_call() {
        RemoteLimits limits =
                limits(TaggingPolicy.defaults().with(rules -> rules.monthlyBudget(new BigDecimal("0.006"))));

        limits.take("cloud", remote, 3);

        assertThat(used("budget:cloud")).isEqualTo(4_500);
        assertThatExceptionOfType(QuotaExceededException.class).isThrownBy(() -> limits.take("cloud", remote, 2));
        limits.take("cloud", remote, 1);
    }

    @Test
    void what_a_call_cost_beyond_that_is_added_and_less_is_not_given_back() {
        RemoteLimits limits = limits(TaggingPolicy.defaults().with(rules -> rules.monthlyBudget(BigDecimal.ONE)));
        limits.take("cloud", remote, 2);

        limits.settle("cloud", remote, 2, cost("0.0100001"));
        limits.settle("cloud", remote, 2, cost("0.001"));

        assertThat(used("budget:cloud")).isEqualTo(3_000 + 7_001);
    }

    @Test
    void without_a_budget_nothing_is_recorded() {
        RemoteLimits limits = limits(TaggingPolicy.defaults().with(rules -> rules.remoteCallsPerMinute(0)));

        limits.take("cloud", remote, 1);
        limits.settle("cloud", remote, 1, cost("5"));

        assertThat(database.begun()).isZero();
    }

    @Test
    void an_answer_is_not_lost_with_its_bookkeeping() {
        RemoteLimits limits = limits(TaggingPolicy.defaults().with(rules -> rules.monthlyBudget(BigDecimal.ONE)));
        database.failNext(new TaggingPersistenceException("read-only", false, null));

        limits.settle("cloud", remote, 1, cost("0.5"));

        assertThat(used("budget:cloud")).isZero();
    }

    private long used(String scope) {
        return database.look(state -> state.usage.getOrDefault(scope, 0L));
    }

    private static Usage cost(String dollars) {
        return new Usage(new BigDecimal(dollars), 0, 0);
    }

    private RemoteLimits limits(TaggingPolicy policy) {
        return new RemoteLimits(Kernels.of(database, policy));
    }
}
