package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressViewTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void draws_a_bar_with_counts_rate_remaining_time_and_failures() {
        String bar = ProgressView.bar(progress(24, 38, 1), 100, true).toString();

        assertThat(bar)
                .isEqualTo(
                        "Tagging  " + "━".repeat(25) + "┄".repeat(15) + "  24/38  12.0 images/s  1 s left  1 failed");
    }

    @Test
    void says_nothing_of_failures_and_rates_while_there_are_none() {
        assertThat(ProgressView.bar(new Progress(38, 0), 100, true).toString())
                .isEqualTo("Tagging  " + "┄".repeat(40) + "  0/38");
    }

    @Test
    void draws_with_what_the_terminal_has() {
        assertThat(ProgressView.bar(progress(24, 38, 0), 60, false).toString())
                .isEqualTo("Tagging  " + "=".repeat(11) + "-".repeat(7) + "  24/38  12.0 images/s  1 s left");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 20, 30, 40, 50, 60, 70, 80, 200})
    void never_fills_the_line(int width) {
        assertThat(ProgressView.bar(progress(1_234_567, 9_999_999, 12), width, true)
                        .length())
                .isLessThan(width);
    }

    @Test
    void says_the_same_in_a_line_elsewhere() {
        assertThat(ProgressView.line(progress(24, 38, 1)))
                .isEqualTo("Tagging: 24 of 38 (63 %), 12.0 images/s, 1 s left, 1 failed");
    }

    @Test
    void writes_a_line_every_five_seconds_where_there_is_no_terminal() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Console console = Console.of(new PrintStream(bytes, true, Charset.defaultCharset()));
        ProgressView view = new ProgressView(console, 0);
        Progress progress = new Progress(1_000, 0);

        for (int tenth = 1; tenth <= 120; tenth++) {
            long nanos = tenth * SECOND / 10;
            progress.update(tenth, 0, nanos);
            view.show(progress, nanos);
        }

        assertThat(bytes.toString(Charset.defaultCharset()).lines())
                .containsExactly(
                        "Tagging: 50 of 1,000 (5 %), 10.0 images/s, 1 min 35 s left",
                        "Tagging: 100 of 1,000 (10 %), 10.0 images/s, 1 min 30 s left");
    }

    private static Progress progress(long done, long total, long failed) {
        Progress progress = new Progress(total, 0);
        progress.update(done, failed, 2 * SECOND);
        return progress;
    }
}
