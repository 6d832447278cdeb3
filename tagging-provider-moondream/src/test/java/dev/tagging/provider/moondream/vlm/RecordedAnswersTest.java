package dev.tagging.provider.moondream.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tagging.image.ImageContent;
import dev.tagging.provider.djl.runtime.ModelDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What transformers.js answered with the same models and images, token by token: those of {@code ../shared/testdata}, or of the
 * directory that the system property {@code tagging.testdata} names, which then have to be there.
 */
class RecordedAnswersTest {

    private static final @Nullable String NAMED = System.getProperty("tagging.testdata");

    private static final Path MODELS =
            (NAMED == null ? Path.of("..", "..", "shared", "testdata") : Path.of(NAMED)).resolve("vlm-models");

    @TestFactory
    Stream<DynamicTest> givesTheTokensThatAnotherImplementationGave() throws IOException {
        Path recorded = MODELS.resolve("generated.json");
        assumeTrue(NAMED != null || Files.exists(recorded), "no shared test data beside the project");

        JsonArray rows = JsonParser.parseString(Files.readString(recorded)).getAsJsonArray();
        return rows.asList().stream().map(JsonElement::getAsJsonObject).map(RecordedAnswersTest::test);
    }

    private static DynamicTest test(JsonObject row) {
        String model = row.get("model").getAsString();
        String image = row.get("image").getAsString();
        String question = row.get("question").getAsString();
        return DynamicTest.dynamicTest(model + " on " + image + ": " + question, () -> {
            List<Integer> expected = row.getAsJsonArray("generated_ids").asList().stream()
                    .map(JsonElement::getAsInt)
                    .toList();
            ModelOptions options =
                    new ModelOptions(new ModelDirectory(MODELS.resolve(model)), Quantization.AUTOMATIC, 1);

            try (VisionLanguageModel loaded = VisionLanguageModel.load(options)) {
                ImageContent content = ImageContent.of(Files.readAllBytes(MODELS.resolve(image)));
                int maxTokens = row.get("max_new_tokens").getAsInt();

                assertThat(loaded.generate(content, false, question, maxTokens, StopSignal.NEVER))
                        .isEqualTo(expected);
            }
        });
    }
}
