package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {

    @ParameterizedTest
    @CsvSource({"1,50,100", "2,100,200", "3,200,400", "6,500,1000", "1000000,500,1000"})
    void growing_pauses_double_up_to_the_longest_and_are_up_to_half_shorter(int nth, long least, long most) {
        for (int i = 0; i < 200; i++) {
            assertThat(Pauses.growing(Duration.ofMillis(100), Duration.ofSeconds(1), nth))
                    .isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
        }
    }

    @RepeatedTest(20)
    void other_pauses_are_a_quarter_shorter_or_longer_at_most() {
        assertThat(Pauses.around(Duration.ofSeconds(4))).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void no_pause_is_too_long_to_be_counted() {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);

        assertThat(Pauses.nanos(forEver)).isEqualTo(Long.MAX_VALUE);
        assertThat(Pauses.around(forEver)).isGreaterThan(Duration.ofDays(30_000));
        assertThat(Pauses.growing(Duration.ofSeconds(1), forEver, 1)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(Pauses.countable(forEver).multipliedBy(16)).isGreaterThan(Duration.ofDays(30_000));
    }
}
