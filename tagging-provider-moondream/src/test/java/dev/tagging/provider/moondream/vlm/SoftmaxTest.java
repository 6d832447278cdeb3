package dev.tagging.provider.moondream.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoftmaxTest {

    @Test
    void sumsToOneWhateverTheScale() {
        for (float offset : new float[] {0, 1_000, -1_000}) {
            Softmax softmax = new Softmax(new float[] {offset, offset + 1, offset - 40});

            assertThat(softmax.probability(1)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-6));
            assertThat(softmax.probability(0) + softmax.probability(1)).isCloseTo(1, within(1e-6));
            assertThat(softmax.probability(2)).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void whatIsSkippedDoesNotShow() {
        float[] logits = new float[100_000];
        Arrays.fill(logits, -25.5f);
        logits[0] = 0;

        assertThat(new Softmax(logits).probability(0)).isCloseTo(1, within(2e-6));
    }

    @Test
    void brokenWeightsAreNoticed() {
        float[] logits = new float[10];
        Arrays.fill(logits, Float.NaN);

        assertThatThrownBy(() -> new Softmax(logits))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("quantization");
    }
}
