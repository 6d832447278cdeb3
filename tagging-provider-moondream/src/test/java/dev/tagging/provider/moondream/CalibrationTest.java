package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tagging.spi.AiProviderException.Misconfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {

    @ParameterizedTest
    @CsvSource({"0, 20", "10, 20", "20, 20", "35, 40", "50, 60", "75, 75", "100, 90"})
    void drawsLinesBetweenPointsAndIsLevelBeyond(double evidence, double confidence) {
        assertThat(Calibration.of("calibration", "100:90, 20:20, 50:60").confidence(evidence))
                .isCloseTo(confidence, within(1e-9));
    }

    @Test
    void neverFalls() {
        Calibration calibration = Calibration.of("calibration", "0:5,1:5,33.3:70,60:70,100:99");

        double last = 0;
        for (double evidence = 0; evidence <= 100; evidence += 0.1) {
            double confidence = calibration.confidence(evidence);
            assertThat(confidence).isBetween(last, 100.0);
            last = confidence;
        }
    }

    @Test
    void noneLetsEvidenceThrough() {
        assertThat(Calibration.of("calibration", " None ").confidence(12.5)).isCloseTo(12.5, within(1e-9));
    }

    @Test
    void onePointIsAConstant() {
        assertThat(Calibration.of("calibration", "50:60").confidence(3)).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0:",
                ":1",
                "a:b",
                "0:10:20",
                "0:101",
                "-1:5",
                "0:10,,1:2",
                "0:NaN",
                "0:50, 100:40",
                "5:1, 5:2"
            })
    void otherTextsAreRefusedWithTheSettingsName(String text) {
        assertThatThrownBy(() -> Calibration.of("verified-calibration", text))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("verified-calibration");
    }
}
