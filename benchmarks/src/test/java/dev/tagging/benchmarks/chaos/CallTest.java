package dev.tagging.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tagging.ConfidenceBand;
import org.junit.jupiter.api.Test;

class CallTest {

    @Test
    void aConfidenceCarriesItsCallThroughADatabaseOfSingleNumbers() {
        for (int process = 0; process < 512; process++) {
            for (int number : new int[] {0, 1, 2, 1_000, 4_094, 4_095}) {
                int id = Call.id(process, number);
                for (int band = 0; band < 3; band++) {
                    double confidence = Call.confidence(band, id);

                    assertThat((double) (float) confidence).isEqualTo(confidence);
                    assertThat(Call.idIn(confidence)).isEqualTo(id);
                    assertThat(Worker.POLICY.bandOf(confidence)).contains(bandOf(band));
                }
                assertThat(Call.processOf(id)).isEqualTo(process);
            }
        }
    }

    @Test
    void refusesMoreCallsThanCanBeToldApart() {
        assertThatIllegalStateException().isThrownBy(() -> Call.id(512, 0));
        assertThatIllegalStateException().isThrownBy(() -> Call.id(0, 4_096));
    }

    private static ConfidenceBand bandOf(int band) {
        return switch (band) {
            case 0 -> ConfidenceBand.LOW;
            case 1 -> ConfidenceBand.MEDIUM;
            default -> ConfidenceBand.HIGH;
        };
    }
}
