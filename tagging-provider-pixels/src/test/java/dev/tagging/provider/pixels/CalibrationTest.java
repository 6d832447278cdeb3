package dev.tagging.provider.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {

    @ParameterizedTest
    @CsvSource({"-5, 10", "0, 10", "1, 30", "2, 50", "3, 50", "4, 50", "99, 50"})
    void goesStraightFromKnotToKnotAndNoFurther(double measurement, double percent) {
        Calibration calibration = Calibration.through(0, 10, 2, 50, 4, 50);

        assertThat(calibration.percent(measurement)).isEqualTo(percent);
    }

    @Test
    void refusesToFall() {
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.through(0, 10, 2, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.through(0, 10, 0, 50));
    }
}
