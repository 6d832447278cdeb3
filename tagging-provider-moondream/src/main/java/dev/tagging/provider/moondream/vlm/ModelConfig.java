package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the pipeline takes from {@code config.json} and {@code generation_config.json}. Everything else about the networks they
 * say themselves.
 *
 * @param firstToken what every text begins with, for the models that need it
 * @param endTokens what the model answers when it has said everything
 * @param imageToken what stands in the text in the place of an image; empty when nothing does
 * @param maxLength most tokens of prompt and answer
 */
record ModelConfig(
        Architecture architecture, int firstToken, Set<Integer> endTokens, OptionalInt imageToken, int maxLength) {

    /** Context of Moondream2's phi; the shortest of all. */
    private static final int DEFAULT_MAX_LENGTH = 2048;

    /** More than any of these models was made for; each token costs some bytes. */
    private static final int MAX_MAX_LENGTH = 32_768;

    /** Which pipeline runs the model. */
    enum Architecture {
        /** One square tile, a prompt without markup. */
        MOONDREAM("phi_config"),
        /** Tiles and markup of Idefics3: SmolVLM says {@code idefics3}, SmolVLM2 {@code smolvlm}. */
        SMOLVLM("text_config");

        private final String textConfig;

        Architecture(String textConfig) {
            this.textConfig = textConfig;
        }

        static Architecture of(JsonFile config) {
            String type = config.text("model_type").orElse("");
            return switch (type) {
                case "moondream1" -> MOONDREAM;
                case "smolvlm", "idefics3" -> SMOLVLM;
                default ->
                    throw config.wrong(
                            "model_type",
                            "is '" + type
                                    + "', but this provider runs moondream1 (Moondream2 of April 2024), smolvlm and"
                                    + " idefics3 (SmolVLM) only");
            };
        }
    }

    /**
     * Reads the files.
     *
     * @throws Misconfigured naming the file and the key that is wrong or missing
     */
    static ModelConfig read(ModelDirectory directory) {
        JsonFile config = JsonFile.read(directory.file("config.json"));
        Optional<JsonFile> generation = directory.find("generation_config.json").map(JsonFile::read);
        Architecture architecture = Architecture.of(config);
        Optional<JsonFile> text = config.object(architecture.textConfig);
        List<JsonFile> sources = Stream.of(generation, text, Optional.of(config))
                .flatMap(Optional::stream)
                .toList();

        Set<Integer> ends = sources.stream()
                .map(source -> source.numbers("eos_token_id"))
                .filter(numbers -> !numbers.isEmpty())
                .findFirst()
                .orElseThrow(() -> config.wrong("eos_token_id", "is missing, here and in generation_config.json"))
                .stream()
                .map(Double::intValue)
                .collect(Collectors.toUnmodifiableSet());
        int first = sources.stream()
                .flatMap(source -> source.numbers("bos_token_id").stream())
                .findFirst()
                .map(Double::intValue)
                .orElseGet(() -> ends.iterator().next());
        int maxLength = text.flatMap(source ->
                        source.numbers("max_position_embeddings").stream().findFirst())
                .map(Double::intValue)
                .filter(length -> length > 0)
                .orElse(DEFAULT_MAX_LENGTH);
        return new ModelConfig(
                architecture, first, ends, config.integer("image_token_id"), Math.min(maxLength, MAX_MAX_LENGTH));
    }
}
