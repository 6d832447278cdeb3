package dev.tagging.provider.moondream.vlm;

import static dev.tagging.provider.moondream.vlm.OnnxGraph.FLOAT16;
import static dev.tagging.provider.moondream.vlm.OnnxGraph.INT64;

import com.google.gson.JsonParser;
import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.provider.moondream.vlm.OnnxGraph.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes models with random weights into directories, with the files and the signatures of the published ones. */
public final class GeneratedModel {

    /** What stands in a prompt for a feature of the image, for those who write it as tokens. */
    static final int MOONDREAM_IMAGE = -200;

    private static final long SEED = 42;

    private GeneratedModel() {}

    /** A Moondream2 of half a megabyte, in a plain export. */
    public static ModelDirectory moondream(Path directory) throws IOException {
        return write(ModelShape.smallMoondream(), directory);
    }

    /** A SmolVLM of half a megabyte, in a plain export. */
    public static ModelDirectory smolVlm(Path directory) throws IOException {
        return write(ModelShape.smallSmolVlm(), directory);
    }

    static ModelDirectory write(ModelShape shape, Path directory) throws IOException {
        return write(shape, directory, SEED);
    }

    static ModelDirectory write(ModelShape shape, Path directory, long seed) throws IOException {
        GeneratedTokenizer tokenizer =
                shape.isMoondream() ? GeneratedTokenizer.moondream() : GeneratedTokenizer.smolVlm();
        ModelShape whole =
                shape.text().vocabulary() == 0 ? shape.withVocabulary((tokenizer.size() + 63) / 64 * 64) : shape;
        Path onnx = directory.resolve("onnx");
        Files.createDirectories(onnx);
        Files.writeString(directory.resolve("tokenizer.json"), tokenizer.json().toString());
        if (shape.isMoondream()) {
            moondreamConfigs(whole, tokenizer, directory);
        } else {
            smolVlmConfigs(whole, tokenizer, directory);
        }
        String visionSuffix = shape.visionWeights().suffix();
        embedding(whole, seed).save(onnx.resolve("embed_tokens" + visionSuffix + ".onnx"));
        GeneratedVisionEncoder.of(whole, seed + 1).save(onnx.resolve("vision_encoder" + visionSuffix + ".onnx"));
        GeneratedDecoder.of(whole, seed + 2)
                .save(onnx.resolve("decoder_model_merged" + shape.textWeights().suffix() + ".onnx"));
        return new ModelDirectory(directory);
    }

    private static OnnxGraph embedding(ModelShape shape, long seed) {
        OnnxGraph graph = new OnnxGraph("embedding", seed);
        int vocabulary = shape.text().vocabulary();
        int hidden = shape.text().hidden();
        graph.input("input_ids", INT64, "batch_size", "sequence_length");
        String embedded = shape.visionWeights() == Weights.FP32
                ? graph.op("Gather", graph.random(0, 1, vocabulary, hidden), "input_ids")
                : graph.eightBitTable(vocabulary, hidden, "input_ids");
        graph.alias(shape.export().half() ? graph.cast(embedded, FLOAT16) : embedded, "inputs_embeds");
        graph.output("inputs_embeds", shape.export().type(), "batch_size", "sequence_length", hidden);
        return graph;
    }

    private static void moondreamConfigs(ModelShape shape, GeneratedTokenizer tokenizer, Path directory)
            throws IOException {
        int edge = shape.vision().image();
        write(
                directory.resolve("config.json"),
                """
                {"model_type": "moondream1", "image_token_index": %d,
                 "phi_config": {"model_type": "phi", %s, "bos_token_id": %d, "eos_token_id": %d}}
                """
                        .formatted(MOONDREAM_IMAGE, text(shape), tokenizer.end(), tokenizer.end()));
        write(
                directory.resolve("generation_config.json"),
                """
                {"bos_token_id": %d, "eos_token_id": %d}
                """
                        .formatted(tokenizer.end(), tokenizer.end()));
        write(
                directory.resolve("preprocessor_config.json"),
                """
                {"do_normalize": true, "do_rescale": true, "do_resize": true, "image_mean": [0.5, 0.5, 0.5],
                 "image_std": [0.5, 0.5, 0.5], "image_processor_type": "SiglipImageProcessor", "resample": 3,
                 "rescale_factor": 0.00392156862745098, "size": {"height": %d, "width": %d}}
                """
                        .formatted(edge, edge));
    }

    private static void smolVlmConfigs(ModelShape shape, GeneratedTokenizer tokenizer, Path directory)
            throws IOException {
        int edge = shape.vision().image();
        write(
                directory.resolve("config.json"),
                """
                {"model_type": "smolvlm", "image_token_id": %d, "scale_factor": %d,
                 "text_config": {"model_type": "llama", %s}}
                """
                        .formatted(tokenizer.image(), shape.vision().shuffle(), text(shape)));
        write(
                directory.resolve("generation_config.json"),
                """
                {"bos_token_id": 1, "eos_token_id": %d, "pad_token_id": 2}
                """
                        .formatted(tokenizer.end()));
        write(
                directory.resolve("preprocessor_config.json"),
                """
                {"do_convert_rgb": true, "do_image_splitting": true, "do_normalize": true, "do_rescale": true,
                 "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5], "resample": 1,
                 "rescale_factor": 0.00392156862745098, "max_image_size": {"longest_edge": %d},
                 "size": {"longest_edge": %d}}
                """
                        .formatted(edge, 4 * edge));
    }

    /** What other implementations want to be told; here the networks say it themselves. */
    private static String text(ModelShape shape) {
        ModelShape.Text text = shape.text();
        return """
                "hidden_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d, "num_key_value_heads": %d,
                "head_dim": %d, "vocab_size": %d, "max_position_embeddings": 2048"""
                .formatted(
                        text.hidden(),
                        text.layers(),
                        text.heads(),
                        text.keyHeads(),
                        text.headSize(),
                        text.vocabulary());
    }

    private static void write(Path file, String json) throws IOException {
        Files.writeString(file, JsonParser.parseString(json).toString());
    }
}
