package dev.tagging.provider.moondream.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiProviderException.Transient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppingTest {

    @TempDir
    private Path directory;

    @Test
    void anAnswerEndsWithinOneStep() throws IOException {
        ImageContent image = TestImages.png(60, 60, 1);
        ModelOptions options = new ModelOptions(GeneratedModel.moondream(directory), Quantization.AUTOMATIC, 1);
        try (VisionLanguageModel model = VisionLanguageModel.load(options)) {
            AtomicInteger asked = new AtomicInteger();
            model.generate(image, false, "What?", 8, () -> count(asked, Integer.MAX_VALUE));
            int whole = asked.get();

            for (int limit = 0; limit < whole; limit += 3) {
                AtomicInteger again = new AtomicInteger();
                int last = limit;

                assertThatThrownBy(() -> model.generate(image, false, "What?", 8, () -> count(again, last)))
                        .isInstanceOf(Transient.class)
                        .hasMessage("stopped: enough");
                assertThat(again).hasValue(last + 1);
            }
        }
    }

    /** Each run asks once before it starts; the watching thread does not count. */
    private static @Nullable String count(AtomicInteger asked, int limit) {
        if (Thread.currentThread().getName().equals("tagging-vlm-watch")) {
            return null;
        }
        return asked.incrementAndGet() > limit ? "stopped: enough" : null;
    }

    @Test
    void aRunThatLastsIsEndedInItsMidst() throws Exception {
        OnnxGraph graph = new OnnxGraph("long", 1);
        graph.input("x", OnnxGraph.FLOAT, 512, 512);
        String x = "x";
        String weights = graph.random(0, 0.04, 512, 512);
        for (int i = 0; i < 4_000; i++) {
            x = graph.op("MatMul", x, weights);
        }
        graph.alias(x, "y");
        graph.output("y", OnnxGraph.FLOAT, 512, 512);
        Path file = directory.resolve("long.onnx");
        graph.save(file);
        RunWatch watch = new RunWatch();
        try (Network network = Network.load(file, 1, watch)) {
            var values = Tensors.direct(512 * 512 * 4).asFloatBuffer();
            try (OnnxTensor input = Tensors.floats(values, network.input("x"), 512, 512)) {
                AtomicInteger looked = new AtomicInteger();
                // Lets the run begin; from the second look on it is to end.
                StopSignal stop = () -> looked.incrementAndGet() > 1 ? "stopped: enough" : null;

                assertThatThrownBy(() -> network.run(Map.of("x", input), Set.of("y"), stop))
                        .isInstanceOf(Transient.class)
                        .hasMessage("stopped: enough");
            }
        } finally {
            watch.close();
        }
    }
}
