package dev.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void a_policy_that_contradicts_itself_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.with(rules -> rules.highFrom(60)));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.with(rules -> rules.maxTagsPerPipeline(0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.with(rules -> rules.retryDelay(Duration.ofHours(2))));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.with(rules -> rules.remoteCallsPerMinute(-1)));
    }
}
