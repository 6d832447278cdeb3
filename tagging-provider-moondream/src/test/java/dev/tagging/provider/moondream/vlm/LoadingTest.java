package dev.tagging.provider.moondream.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.provider.moondream.vlm.OnnxGraph.Weights;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadingTest {

    @TempDir
    private Path directory;

    private ModelDirectory model;

    @BeforeEach
    void generate() throws IOException {
        model = GeneratedModel.moondream(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "preprocessor_config.json",
                "tokenizer.json",
                "onnx/vision_encoder.onnx",
                "onnx/embed_tokens.onnx",
                "onnx/decoder_model_merged.onnx"
            })
    void aMissingFileIsNamed(String file) throws IOException {
        Files.delete(directory.resolve(file));

        assertThatThrownBy(this::load)
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(Path.of(file).getFileName().toString())
                .hasMessageContaining("missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "preprocessor_config.json",
                "tokenizer.json",
                "onnx/vision_encoder.onnx",
                "onnx/embed_tokens.onnx",
                "onnx/decoder_model_merged.onnx"
            })
    void aFileThatWasCutOffIsNamed(String file) throws IOException {
        Path path = directory.resolve(file);
        byte[] bytes = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(this::load)
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(Path.of(file).getFileName().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "embed_tokens, vision_encoder, pixel_values",
        "vision_encoder, embed_tokens, input_ids",
        "embed_tokens, decoder_model_merged, inputs_embeds"
    })
    void aFileOfAnotherNetworkIsNamedWithWhatItLacks(String from, String to, String input) throws IOException {
        Path onnx = directory.resolve("onnx");
        Files.write(onnx.resolve(to + ".onnx"), Files.readAllBytes(onnx.resolve(from + ".onnx")));

        assertThatThrownBy(this::load)
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(to + ".onnx")
                .hasMessageContaining("no input '" + input + "'");
    }

    @Test
    void aModelOfAnotherKindIsNamedWithTheKindsThatRun() throws IOException {
        Files.writeString(directory.resolve("config.json"), "{\"model_type\": \"qwen2_vl\"}");

        assertThatThrownBy(this::load)
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("config.json")
                .hasMessageContaining("qwen2_vl")
                .hasMessageContaining("moondream1");
    }

    @Test
    void whatFailedOnceLoadsWhenItIsPutRight() throws IOException {
        Path file = directory.resolve("onnx/decoder_model_merged.onnx");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, new byte[] {1, 2, 3});
        try (SharedModel shared = SharedModel.of(options(Quantization.AUTOMATIC))) {
            assertThatThrownBy(shared::get).isInstanceOf(Misconfigured.class);
            Files.write(file, bytes);

            assertThat(shared.get()).isNotNull();
        }
    }

    @Test
    void providersShareAModelAndTheLastOneFreesIt() {
        SharedModel one = SharedModel.of(options(Quantization.AUTOMATIC));
        SharedModel other = SharedModel.of(options(Quantization.of("auto")));
        VisionLanguageModel loaded = one.get();

        assertThat(other.get()).isSameAs(loaded);
        one.close();
        one.close();
        assertThat(other.get()).isSameAs(loaded);
        other.close();
        try (SharedModel later = SharedModel.of(options(Quantization.AUTOMATIC))) {
            assertThat(later.get()).isNotSameAs(loaded);
        }
    }

    @Test
    void filesAreChosenByQuantization() throws IOException {
        GeneratedModel.write(ModelShape.smallMoondream().withTextWeights(Weights.Q4), directory);

        assertThat(decoder("auto")).hasFileName("decoder_model_merged_q4.onnx");
        assertThat(decoder("fp32")).hasFileName("decoder_model_merged.onnx");
        assertThat(decoder("vision=fp32")).hasFileName("decoder_model_merged_q4.onnx");
        assertThat(decoder("vision=fp32,embedding=fp32,decoder=fp32")).hasFileName("decoder_model_merged.onnx");
        assertThatThrownBy(() -> decoder("q8"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("vision_encoder_quantized.onnx")
                .hasMessageContaining("decoder_model_merged_q4.onnx");
        assertThatThrownBy(() -> decoder("q5")).hasMessageContaining("q5").hasMessageContaining("bnb4");
        assertThatThrownBy(() -> decoder("ears=q4")).hasMessageContaining("ears");
    }

    @Test
    void filesMayLieDirectlyInTheDirectory() throws IOException {
        for (String name : new String[] {"vision_encoder", "embed_tokens", "decoder_model_merged"}) {
            Files.move(directory.resolve("onnx/" + name + ".onnx"), directory.resolve(name + ".onnx"));
        }

        assertThat(decoder("auto")).hasFileName("decoder_model_merged.onnx");
        assertThat(decoder("fp32")).hasFileName("decoder_model_merged.onnx");
    }

    @Test
    void weightsMayLieBesideTheFileAndAreNamedWhenTheyDoNot() throws IOException {
        Path weights = OnnxGraph.moveWeightsBeside(directory.resolve("onnx/decoder_model_merged.onnx"));

        load();

        Files.delete(weights);
        assertThatThrownBy(this::load)
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("decoder_model_merged.onnx")
                .hasMessageContaining("decoder_model_merged.onnx_data");
    }

    @Test
    void weightsBesideTheFileThatWereCutOffAreNamed() throws IOException {
        Path weights = OnnxGraph.moveWeightsBeside(directory.resolve("onnx/decoder_model_merged.onnx"));
        Files.write(weights, Arrays.copyOf(Files.readAllBytes(weights), 1_000));

        assertThatThrownBy(this::load)
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("decoder_model_merged.onnx");
    }

    private Path decoder(String quantization) {
        return ModelFiles.of(model, Quantization.of(quantization)).decoder();
    }

    private void load() {
        VisionLanguageModel.load(options(Quantization.AUTOMATIC)).close();
    }

    private ModelOptions options(Quantization quantization) {
        return new ModelOptions(model, quantization, 1);
    }
}
