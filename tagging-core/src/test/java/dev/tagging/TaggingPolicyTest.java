package dev.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TaggingPolicyTest {

    private final TaggingPolicy policy = TaggingPolicy.defaults();

    @ParameterizedTest
    @CsvSource({"1,10", "2,20", "3,40", "4,80", "9,2560", "10,3600", "11,3600", "1000000,3600"})
    void pauses_double_up_to_an_hour(int attempts, long seconds) {
        assertThat(policy.retryDelay(attempts, 0)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void pauses_are_shortened_by_up_to_half_at_random() {
        Random random = new Random(1);

        for (int i = 0; i < 1_000; i++) {
            assertThat(policy.retryDelay(3, random.nextDouble()))
                    .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
        }
        assertThat(policy.retryDelay(3, 0.5)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void the_first_pause_stands_for_anything_before_it() {
        assertThat(policy.retryDelay(0, 0)).isEqualTo(policy.retryDelay(1, 0));
    }

    @Test
    void pauses_can_be_none() {
        TaggingPolicy eager = policy.with(rules -> rules.retryDelay(Duration.ZERO));

        assertThat(eager.retryDelay(7, 0.9)).isZero();
    }

    @Test
    void long_first_pauses_do_not_overflow() {
        TaggingPolicy patient =
                policy.with(rules -> rules.retryDelay(Duration.ofDays(10_000)).maxRetryDelay(Duration.ofDays(100_000)));

        assertThat(patient.retryDelay(30, 0)).isEqualTo(Duration.ofDays(100_000));
    }

    @Test
    void a_confidence_belongs_to_the_band_whose_limit_it_reaches() {
        assertThat(policy.bandOf(100.0)).contains(ConfidenceBand.HIGH);
        assertThat(policy.bandOf(90.0)).contains(ConfidenceBand.HIGH);
        assertThat(policy.bandOf(89.99)).contains(ConfidenceBand.MEDIUM);
        assertThat(policy.bandOf(70.0)).contains(ConfidenceBand.MEDIUM);
        assertThat(policy.bandOf(50.0)).contains(ConfidenceBand.LOW);
        assertThat(policy.bandOf(49.99)).isEmpty();
        assertThat(policy.bandOf(null)).contains(ConfidenceBand.MEDIUM);
    }

    @Test
    void a_changed_policy_leaves_the_one_it_came_from_alone() {
        TaggingPolicy strict = policy.with(rules -> rules.highFrom(99).unscored(ConfidenceBand.LOW));

        assertThat(strict.bandOf(95.0)).contains(ConfidenceBand.MEDIUM);
        assertThat(strict.bandOf(null)).contains(ConfidenceBand.LOW);
        assertThat(TaggingPolicy.defaults().bandOf(95.0)).contains(ConfidenceBand.HIGH);
        assertThat(strict.with(rules -> rules.lowFrom(60)).bandOf(95.0)).contains(ConfidenceBand.MEDIUM);
    }

    @ParameterizedTest
    @MethodSource
    void a_policy_that_contradicts_itself_is_refused(Consumer<TaggingPolicy.Builder> change) {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.with(change));
    }

    static List<Consumer<TaggingPolicy.Builder>> a_policy_that_contradicts_itself_is_refused() {
        return List.of(
                rules -> rules.highFrom(60),
                rules -> rules.highFrom(100.1),
                rules -> rules.mediumFrom(49),
                rules -> rules.lowFrom(71),
                rules -> rules.lowFrom(-1),
                rules -> rules.maxTagsPerPipeline(0),
                rules -> rules.maxShownTags(0),
                rules -> rules.maxAttempts(0),
                rules -> rules.maxLosses(0),
                rules -> rules.retryDelay(Duration.ofHours(2)),
                rules -> rules.retryDelay(Duration.ofSeconds(-1)),
                rules -> rules.remoteCallsPerMinute(-1),
                rules -> rules.callsPerUserAndDay(-1),
                rules -> rules.monthlyBudget(new BigDecimal("-0.01")));
    }

    @Test
    void a_policy_may_go_to_its_limits_and_keeps_every_rule() {
        TaggingPolicy extreme = policy.with(rules -> rules.lowFrom(0)
                .mediumFrom(0)
                .highFrom(100)
                .maxTagsPerPipeline(1)
                .maxShownTags(2)
                .maxAttempts(1)
                .maxLosses(3)
                .retryDelay(Duration.ofHours(1))
                .remoteCallsPerMinute(0)
                .callsPerUserAndDay(0)
                .monthlyBudget(BigDecimal.ZERO));

        assertThat(extreme.bandOf(0.0)).contains(ConfidenceBand.MEDIUM);
        assertThat(policy.with(rules -> rules.mediumFrom(90)).bandOf(89.0)).contains(ConfidenceBand.LOW);
        for (TaggingPolicy same : List.of(extreme, extreme.with(rules -> {}))) {
            assertThat(same)
                    .returns(1, TaggingPolicy::maxTagsPerPipeline)
                    .returns(2, TaggingPolicy::maxShownTags)
                    .returns(1, TaggingPolicy::maxAttempts)
                    .returns(3, TaggingPolicy::maxLosses)
                    .returns(0, TaggingPolicy::remoteCallsPerMinute)
                    .returns(0, TaggingPolicy::callsPerUserAndDay)
                    .returns(Optional.of(BigDecimal.ZERO), TaggingPolicy::monthlyBudget);
        }
    }

    @Test
    void rules_can_be_given_in_any_order() {
        TaggingPolicy changed = policy.with(rules -> rules.monthlyBudget(BigDecimal.ONE)
                .maxRetryDelay(Duration.ofHours(9))
                .unscored(ConfidenceBand.HIGH)
                .retryDelay(Duration.ofHours(7))
                .maxLosses(1));

        assertThat(changed.monthlyBudget()).contains(BigDecimal.ONE);
        assertThat(changed.retryDelay(2, 0)).isEqualTo(Duration.ofHours(9));
        assertThat(changed.bandOf(null)).contains(ConfidenceBand.HIGH);
        assertThat(changed.maxLosses()).isOne();
    }

    @Test
    void all_bands_but_the_lowest_are_shown() {
        assertThat(ConfidenceBand.values())
                .filteredOn(ConfidenceBand::isShown)
                .containsExactly(ConfidenceBand.HIGH, ConfidenceBand.MEDIUM);
    }

    @Test
    void the_defaults_are_those_that_are_documented() {
        assertThat(policy)
                .returns(10, TaggingPolicy::maxTagsPerPipeline)
                .returns(20, TaggingPolicy::maxShownTags)
                .returns(5, TaggingPolicy::maxAttempts)
                .returns(5, TaggingPolicy::maxLosses)
                .returns(60, TaggingPolicy::remoteCallsPerMinute)
                .returns(200, TaggingPolicy::callsPerUserAndDay)
                .returns(Optional.empty(), TaggingPolicy::monthlyBudget);
    }
}
