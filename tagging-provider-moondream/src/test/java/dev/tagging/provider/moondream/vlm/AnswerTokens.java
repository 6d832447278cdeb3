package dev.tagging.provider.moondream.vlm;

import dev.tagging.image.ImageContent;
import dev.tagging.provider.djl.runtime.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints the tokens of a model's answer, to compare with those of other implementations:
 *
 * <pre>{@code
 * mvn -q -Panswer -pl tagging-provider-moondream -am process-test-classes -Dmodel=dir -Dimage=file -Dquestion="What is this?"
 * }</pre>
 *
 * <p>Also {@code -DmaxTokens=24}, {@code -Dsplit=true}, {@code -Dquantization=auto} and {@code -Dthreads=0}.
 */
final class AnswerTokens {

    private AnswerTokens() {}

    public static void main(String[] args) throws IOException {
        ModelOptions options = new ModelOptions(
                ModelDirectory.of(required("model")),
                Quantization.of(property("quantization", "auto")),
                Integer.parseInt(property("threads", "0")));
        ImageContent image = ImageContent.of(Files.readAllBytes(Path.of(required("image"))));
        try (VisionLanguageModel model = VisionLanguageModel.load(options)) {
            List<Integer> tokens = model.generate(
                    image,
                    Boolean.parseBoolean(property("split", "false")),
                    required("question"),
                    Integer.parseInt(property("maxTokens", "24")),
                    StopSignal.NEVER);
            System.out.println(tokens);
            System.out.println(model.tokenizer().decode(tokens));
        }
    }

    private static String required(String name) {
        String value = property(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("say -D" + name + "=...");
        }
        return value;
    }

    private static String property(String name, String fallback) {
        String value = System.getProperty(name, "");
        return value.isBlank() ? fallback : value;
    }
}
