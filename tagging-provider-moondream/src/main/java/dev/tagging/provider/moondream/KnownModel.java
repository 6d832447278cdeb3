package dev.tagging.provider.moondream;

import dev.tagging.provider.djl.runtime.HubModel;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models that can be asked for by name, and the files of each that are downloaded: 8 bits for the vision encoder and the
 * embeddings, 4 bits for the decoder. Other precisions of the same models have to be brought by hand, as directories.
 */
enum KnownModel {
    /**
     * Moondream2 of April 2024, the last that was exported in this layout. 1.37 GB: 443,772,614 + 104,858,081 + 824,343,527
     * bytes of weights. Named by branch, which is resolved to a commit once and stays at it.
     */
    MOONDREAM2("moondream2", "Xenova/moondream2", "main"),
    /** About 0.3 GB; the smallest and fastest. */
    SMOLVLM_256M("smolvlm-256m", "HuggingFaceTB/SmolVLM-256M-Instruct", "7e3e67edbbed1bf9888184d9df282b700a323964"),
    /** About 0.5 GB. */
    SMOLVLM_500M("smolvlm-500m", "HuggingFaceTB/SmolVLM-500M-Instruct", "a7da5b986cb59b408707209984f360a5f4ad7e47"),
    /** About 0.3 GB. */
    SMOLVLM2_256M(
            "smolvlm2-256m", "HuggingFaceTB/SmolVLM2-256M-Video-Instruct", "067788b187b95ebe7b2e040b3e4299e342e5b8fd"),
    /** About 0.5 GB. */
    SMOLVLM2_500M(
            "smolvlm2-500m", "HuggingFaceTB/SmolVLM2-500M-Video-Instruct", "7b375e1b73b11138ff12fe22c8f2822d8fe03467"),
    /** About 2 GB; the best of SmolVLM, and the slowest. */
    SMOLVLM2_2_2B("smolvlm2-2.2b", "HuggingFaceTB/SmolVLM2-2.2B-Instruct", "482adb537c021c86670beed01cd58990d01e72e4");

    private final String label;
    private final String repository;
    private final String revision;

    KnownModel(String label, String repository, String revision) {
        this.label = label;
        this.repository = repository;
        this.revision = revision;
    }

    /** The model of that name. */
    static Optional<KnownModel> of(String label) {
        return Stream.of(values()).filter(model -> model.label.equals(label)).findFirst();
    }

    /** All names, for messages. */
    static String labels() {
        return Stream.of(values()).map(KnownModel::label).collect(Collectors.joining(", "));
    }

    /** Its name in the setting {@code model}. */
    String label() {
        return label;
    }

    /** What to download. */
    HubModel files() {
        return HubModel.of(
                repository,
                revision,
                "config.json",
                "generation_config.json",
                "preprocessor_config.json",
                "tokenizer.json",
                "onnx/vision_encoder_quantized.onnx",
                "onnx/embed_tokens_quantized.onnx",
                "onnx/decoder_model_merged_q4.onnx");
    }
}
