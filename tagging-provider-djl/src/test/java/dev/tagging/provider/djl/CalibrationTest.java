package dev.tagging.provider.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {

    private final Calibration calibration = Calibration.parse("0.2:5, 0.5:45, 0.9:92");

    @ParameterizedTest
    @CsvSource({"0, 5", "0.2, 5", "0.35, 25", "0.5, 45", "0.7, 68.5", "0.9, 92", "1, 92"})
    void draws_straight_lines_between_its_points_and_is_flat_outside(double score, double percent) {
        assertThat(calibration.percent(score)).isCloseTo(percent, within(1e-9));
    }

    @Test
    void never_gives_a_better_score_a_lesser_percentage() {
        double before = 0;
        for (double score = 0; score <= 1; score += 0.001) {
            assertThat(calibration.percent(score)).isGreaterThanOrEqualTo(before);
            before = calibration.percent(score);
        }
    }

    @Test
    void believes_scores_where_nobody_has_calibrated() {
        assertThat(Calibration.IDENTITY.percent(0.37)).isCloseTo(37, within(1e-9));
    }

    @Test
    void writes_what_it_reads() {
        assertThat(Calibration.parse(calibration.toString())).hasToString(calibration.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.5              | not of the form score:percent",
                "0.5:10, high:20  | 'high' is no number",
                "0.5:10, 0.6:120  | percents 0 to 100",
                "0.5:10, 1.6:20   | scores are 0 to 1",
                "0.5:10, 0.4:20   | scores have to grow",
                "0.5:10, 0.5:20   | scores have to grow",
                "0.5:30, 0.6:20   | percents must not fall",
                "0.5:NaN          | percents 0 to 100"
            })
    void refuses_what_is_no_monotone_table(String text, String reason) {
        assertThatThrownBy(() -> Calibration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
