package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long BEGIN = Long.MAX_VALUE - 5 * SECOND;

    @Test
    void knows_nothing_in_the_beginning() {
        Progress progress = new Progress(100, BEGIN);

        assertThat(progress.fraction()).isZero();
        assertThat(progress.rate()).isZero();
        assertThat(progress.left()).isEmpty();
        assertThat(progress.elapsed()).isZero();
    }

    @Test
    void tells_rate_and_remaining_time_from_what_was_done() {
        Progress progress = new Progress(100, BEGIN);

        progress.update(20, 1, BEGIN + 2 * SECOND);

        assertThat(progress.rate()).isEqualTo(10);
        assertThat(progress.left()).contains(Duration.ofSeconds(8));
        assertThat(progress.fraction()).isEqualTo(0.2);
        assertThat(progress.failed()).isOne();
    }

    @Test
    void the_rate_follows_the_last_ten_seconds() {
        Progress progress = new Progress(10_000, BEGIN);

        for (int second = 1; second <= 10; second++) {
            progress.update(100L * second, 0, BEGIN + second * SECOND);
        }
        for (int second = 1; second <= 20; second++) {
            progress.update(1_000 + 10L * second, 0, BEGIN + (10 + second) * SECOND);
        }

        assertThat(progress.rate()).isEqualTo(10, within(0.1));
        assertThat(progress.overallRate()).isEqualTo(40, within(0.1));
    }

    @Test
    void stands_still_when_nothing_happens() {
        Progress progress = new Progress(10, BEGIN);

        progress.update(5, 0, BEGIN + SECOND);
        for (int second = 2; second < 30; second++) {
            progress.update(5, 0, BEGIN + second * SECOND);
        }

        assertThat(progress.rate()).isZero();
        assertThat(progress.left()).isEmpty();
    }

    @Test
    void never_goes_beyond_its_end() {
        Progress progress = new Progress(10, BEGIN);

        progress.update(11, 0, BEGIN + SECOND);

        assertThat(progress.done()).isEqualTo(10);
        assertThat(progress.fraction()).isOne();
        assertThat(progress.left()).contains(Duration.ZERO);
        assertThat(new Progress(0, BEGIN).fraction()).isOne();
    }
}
