package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tagging.TagCategory;
import dev.tagging.image.ImageContent;
import dev.tagging.provider.moondream.LoopbackService.Reply;
import dev.tagging.provider.moondream.vlm.TestImages;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OllamaBackendTest {

    private static final String ANSWER = "{\"object\": [\"dog\", \"red car\"], \"color\": [\"red\"]}";

    private LoopbackService service;
    private ImageContent image;

    @BeforeEach
    void start() throws IOException {
        service = new LoopbackService();
        image = TestImages.png(200, 100, 1);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void asksAllQuestionsAtOnceForJsonWithLogProbabilities() {
        service.answers(reply(
                ANSWER,
                tokens("{\"object\": [\"", "dog", "\", \"", "red", " car", "\"], \"color\": [\"", "red", "\"]}")));
        try (AiTaggingProvider provider = ollama(Map.of("questions", "object, color", "calibration", "none"))) {
            ImageAnalysis analysis = provider.analyzeImage(image, Analyses.context());

            assertThat(analysis.tags())
                    .extracting(AiTag::name, AiTag::category)
                    .containsExactlyInAnyOrder(
                            tuple("dog", TagCategory.OBJECT),
                            tuple("red car", TagCategory.OBJECT),
                            tuple("red", TagCategory.COLOR));
            assertThat(confidence(analysis, "dog")).isCloseTo(100 * Math.exp(-0.1), within(1e-6));
            assertThat(confidence(analysis, "red car")).isCloseTo(100 * Math.exp(-0.35), within(1e-6));
            assertThat(analysis.usage().inputTokens()).isEqualTo(750);
            assertThat(analysis.usage().outputTokens()).isEqualTo(21);
            assertThat(analysis.model()).isEqualTo("ollama:moondream");
            assertThat(provider.info().score()).isEqualTo(ScoreKind.TOKEN_PROBABILITY);
        }
        JsonObject sent = service.requests().get(0).body();
        assertThat(service.requests().get(0).path()).isEqualTo("/api/generate");
        assertThat(sent.get("model").getAsString()).isEqualTo("moondream");
        assertThat(sent.get("stream").getAsBoolean()).isFalse();
        assertThat(sent.get("logprobs").getAsBoolean()).isTrue();
        assertThat(sent.getAsJsonObject("options").get("temperature").getAsInt())
                .isZero();
        assertThat(sent.getAsJsonArray("images").get(0).getAsString()).doesNotStartWith("data:");
        assertThat(sent.getAsJsonObject("format").getAsJsonObject("properties").keySet())
                .containsExactly("object", "color");
        assertThat(sent.get("prompt").getAsString()).contains("\"object\"").contains("\"color\"");
    }

    @Test
    void withoutLogProbabilitiesThereIsNoConfidence() {
        service.answers(reply(ANSWER, new JsonArray()));
        try (AiTaggingProvider provider = ollama(Map.of("questions", "object, color"))) {
            assertThat(provider.analyzeImage(image, Analyses.context()).tags())
                    .hasSize(3)
                    .allMatch(tag -> tag.confidence() == null);
        }
    }

    @Test
    void aModelThatIgnoresTheSchemaIsUnderstoodAllTheSame() {
        service.answers(reply("A dog, a beach and a ball.", new JsonArray()));
        try (AiTaggingProvider provider = ollama(Map.of())) {
            assertThat(provider.analyzeImage(image, Analyses.context()).tags())
                    .extracting(AiTag::name)
                    .containsExactly("dog", "beach", "ball");
        }
    }

    @Test
    void tagsAreVerifiedByTheProbabilityOfYes() {
        service.answers(
                reply("{\"object\": [\"dog\"]}", tokens("{\"object\": [\"", "dog", "\"]}")),
                """
                {"response": " Yes", "logprobs": [{"token": " Yes", "logprob": -0.2, "top_logprobs": [
                    {"token": " Yes", "logprob": -0.2}, {"token": " No", "logprob": -2.2}]}]}
                """);
        try (AiTaggingProvider provider =
                ollama(Map.of("questions", "object", "verification", "1", "verified-calibration", "none"))) {
            double yes = 1 / (1 + Math.exp(-2));

            assertThat(confidence(provider.analyzeImage(image, Analyses.context()), "dog"))
                    .isCloseTo(100 * Math.sqrt(Math.exp(-0.1) * yes), within(1e-6));
        }
        JsonObject asked = service.requests().get(1).body();
        assertThat(asked.get("prompt").getAsString()).isEqualTo("Is there dog in this image? Answer yes or no.");
        assertThat(asked.has("format")).isFalse();
        assertThat(asked.get("top_logprobs").getAsInt()).isPositive();
    }

    @Test
    void aModelThatWasNotPulledIsAMatterForTheOperator() {
        service.answers(new Reply(404, "{\"error\":\"model 'moondream' not found, try pulling it first\"}", Map.of()));
        try (AiTaggingProvider provider = ollama(Map.of())) {
            assertThatThrownBy(() -> provider.analyzeImage(image, Analyses.context()))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("try pulling it first");
        }
    }

    @Test
    void otherModelsAndServersWithAKeyWork() {
        service.answers(reply("dog", new JsonArray()));
        Map<String, String> settings =
                Map.of("backend", "ollama", "url", service.url(), "model", "smolvlm2:2.2b", "api-key", "k");
        try (AiTaggingProvider provider = Analyses.smolVlm(settings)) {
            provider.analyzeImage(image, Analyses.context());
        }
        assertThat(service.requests().get(0).body().get("model").getAsString()).isEqualTo("smolvlm2:2.2b");
        assertThat(service.requests().get(0).headers()).containsEntry("Authorization", List.of("Bearer k"));
        assertThatThrownBy(() -> Analyses.smolVlm(Map.of("backend", "ollama")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("smolvlm.model");
    }

    private static double confidence(ImageAnalysis analysis, String name) {
        Double confidence = analysis.tags().stream()
                .filter(tag -> tag.name().equals(name))
                .findFirst()
                .orElseThrow()
                .confidence();
        return confidence == null ? Double.NaN : confidence;
    }

    /** Log-probabilities -0.0, -0.1, -0.2, ... */
    private static JsonArray tokens(String... texts) {
        JsonArray tokens = new JsonArray();
        for (int i = 0; i < texts.length; i++) {
            JsonObject token = new JsonObject();
            token.addProperty("token", texts[i]);
            token.addProperty("logprob", -i / 10.0);
            tokens.add(token);
        }
        return tokens;
    }

    private static String reply(String answer, JsonArray logprobs) {
        JsonObject reply = new JsonObject();
        reply.addProperty("model", "moondream");
        reply.addProperty("response", answer);
        reply.addProperty("done", true);
        reply.addProperty("done_reason", "stop");
        reply.addProperty("prompt_eval_count", 750);
        reply.addProperty("eval_count", 21);
        reply.add("logprobs", logprobs);
        return reply.toString();
    }

    private AiTaggingProvider ollama(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("backend", "ollama");
        all.put("url", service.url());
        return Analyses.moondream(all);
    }
}
