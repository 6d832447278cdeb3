package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.image.ImageContent;
import dev.tagging.provider.moondream.Analyses.Context;
import dev.tagging.provider.moondream.LoopbackService.Reply;
import dev.tagging.provider.moondream.vlm.TestImages;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo.Locality;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Station and Cloud, which speak the same. */
class MoondreamBackendTest {

    private LoopbackService service;
    private ImageContent image;

    @BeforeEach
    void start() throws IOException {
        service = new LoopbackService();
        image = TestImages.png(1_000, 500, 1);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void asksOneQuestionAboutASmallImageAndTakesTheListApart() throws IOException {
        service.answers("{\"answer\": \"A dog, beach, the blue sky\", \"_stats\": {\"tokens\": 9}}");
        try (AiTaggingProvider provider = station(Map.of())) {
            ImageAnalysis analysis = provider.analyzeImage(image, Analyses.context());

            assertThat(analysis.tags())
                    .containsExactly(
                            new AiTag("dog", null, null),
                            new AiTag("beach", null, null),
                            new AiTag("blue sky", null, null));
            assertThat(analysis.model()).isEqualTo("moondream-station");
            assertThat(provider.info().score()).isEqualTo(ScoreKind.NONE);
            assertThat(provider.info().locality()).isEqualTo(Locality.LOCAL);
        }
        JsonObject sent = service.requests().get(0).body();
        assertThat(service.requests().get(0).path()).isEqualTo("/v1/query");
        assertThat(sent.get("reasoning").getAsBoolean()).isFalse();
        assertThat(sent.get("stream").getAsBoolean()).isFalse();
        assertThat(sent.get("question").getAsString()).contains("commas");
        String url = sent.get("image_url").getAsString();
        assertThat(url).startsWith("data:image/jpeg;base64,");
        var jpeg =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1))));
        assertThat(jpeg.getWidth()).isEqualTo(768);
        assertThat(jpeg.getHeight()).isEqualTo(384);
    }

    @Test
    void cloudGetsTheKeyAndCosts() {
        service.answers("{\"answer\": \"dog\"}");
        try (AiTaggingProvider provider =
                cloud(Map.of("api-key", "secret-key", "cost-per-image", "0.002", "max-edge", "64"))) {
            assertThat(provider.analyzeImage(image, Analyses.context()).usage().cost())
                    .isEqualByComparingTo(new BigDecimal("0.002"));
            assertThat(provider.info().costPerImage()).isEqualByComparingTo("0.002");
        }
        assertThat(service.requests().get(0).headers()).containsEntry("X-moondream-auth", List.of("secret-key"));
    }

    @Test
    void hostsWishesAreTold() {
        service.answers("{\"answer\": \"Hund\"}");
        try (AiTaggingProvider provider = station(Map.of())) {
            provider.analyzeImage(
                    image,
                    new Context(() -> false, 5, Locale.GERMAN, List.of(TagName.of("hund"), TagName.of("strand"))));
        }
        assertThat(service.requests().get(0).body().get("question").getAsString())
                .contains("hund, strand")
                .contains("German");
    }

    @Test
    void objectsAreLookedForAndOtherThingsAskedAbout() {
        service.answers(
                "{\"answer\": \"dog, unicorn\"}",
                "{\"objects\": [{\"x_min\": 0.1, \"y_min\": 0.1, \"x_max\": 0.5, \"y_max\": 0.5}]}",
                "{\"objects\": []}",
                "{\"answer\": \"blue\"}",
                "{\"answer\": \"Yes, it is.\"}");
        try (AiTaggingProvider provider = station(Map.of("questions", "object, color", "verification", "3"))) {
            assertThat(provider.analyzeImage(image, Analyses.context()).tags())
                    .containsExactly(
                            new AiTag("dog", TagCategory.OBJECT, 82.0),
                            new AiTag("blue", TagCategory.COLOR, 82.0),
                            new AiTag("unicorn", TagCategory.OBJECT, 30.0));
            assertThat(provider.info().score()).isEqualTo(ScoreKind.SELF_REPORTED);
        }
        assertThat(service.requests())
                .extracting(LoopbackService.Request::path)
                .containsExactly("/v1/query", "/v1/detect", "/v1/detect", "/v1/query", "/v1/query");
    }

    @ParameterizedTest
    @CsvSource({
        "400, Misconfigured, bad request",
        "400, Rejected, cannot identify image file",
        "401, Misconfigured, invalid key",
        "402, Misconfigured, no credit",
        "403, Misconfigured, no",
        "404, Misconfigured, no such path",
        "408, Transient, slow",
        "413, Rejected, too large",
        "422, Rejected, image is corrupt",
        "500, Transient, oops",
        "503, Transient, Moondream Station is not running"
    })
    void statusesSayWhatToDo(int status, String expected, String message) {
        service.answers(new Reply(status, "{\"error\": \"" + message + "\"}", Map.of()));

        assertError(expected, message);
    }

    @ParameterizedTest
    @CsvSource({
        "Model is still loading, Transient",
        "Inference timed out, Transient",
        "Invalid image: cannot decode, Rejected",
        "Rate limit exceeded, RateLimited",
        "Invalid API key, Misconfigured",
        "Function 'query' not found, Misconfigured"
    })
    void errorsThatComeAsSuccessAreErrors(String message, String expected) {
        service.answers("{\"error\": \"" + message + "\"}");

        assertError(expected, message);
    }

    @Test
    void aRateLimitSaysForHowLong() {
        service.answers(new Reply(429, "slow down", Map.of("Retry-After", "7")));
        service.answers(new Reply(429, "slow down", Map.of("Retry-After", "soon")));
        service.answers(new Reply(429, "slow down", Map.of("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")));
        try (AiTaggingProvider provider = station(Map.of())) {
            for (int seconds : new int[] {7, 10, 0}) {
                assertThatThrownBy(() -> provider.analyzeImage(image, Analyses.context()))
                        .isInstanceOfSatisfying(RateLimited.class, e -> assertThat(e.retryAfter())
                                .isEqualTo(Duration.ofSeconds(seconds)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<html>proxy</html>|JSON", "[]|an object", "{\"caption\": 1}|no answer", "''|an object"})
    void otherAnswersAreTransientErrors(String body, String message) {
        service.answers(body);

        assertError("Transient", message);
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        service.answers("{\"answer\": \"" + "dog, ".repeat(1_000_000) + "\"}");

        assertError("Transient", "longer than");
    }

    @Test
    void redirectsAreNotFollowed() {
        service.answers(new Reply(302, "", Map.of("Location", service.url() + "/elsewhere")));

        assertError("Misconfigured", "302");
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void aServiceThatIsNotThereIsATransientErrorThatNamesTheAddress() {
        service.close();

        assertError("Transient", "127.0.0.1");
    }

    @Test
    void cancellingEndsTheRequest() throws Exception {
        service.hangs();
        AtomicBoolean cancelled = new AtomicBoolean();
        try (AiTaggingProvider provider = station(Map.of())) {
            CompletableFuture<ImageAnalysis> analysis =
                    CompletableFuture.supplyAsync(() -> provider.analyzeImage(image, Analyses.context(cancelled::get)));
            service.awaitRequest();
            cancelled.set(true);

            assertThatThrownBy(analysis::join)
                    .hasCauseInstanceOf(Transient.class)
                    .hasMessageContaining("cancelled");
        }
    }

    @Test
    void theTimeLimitEndsTheRequest() {
        service.hangs();
        try (AiTaggingProvider provider = station(Map.of("time-limit", "PT0.2S"))) {
            assertThatThrownBy(() -> provider.analyzeImage(image, Analyses.context()))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("PT0.2S");
        }
    }

    @Test
    void anUnreadableImageIsRejectedBeforeAnythingIsSent() {
        byte[] bytes = image.toByteArray();
        ImageContent broken = ImageContent.of(java.util.Arrays.copyOf(bytes, bytes.length / 2));
        try (AiTaggingProvider provider = station(Map.of())) {
            assertThatThrownBy(() -> provider.analyzeImage(broken, Analyses.context()))
                    .isInstanceOf(Rejected.class);
        }
        assertThat(service.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cloud|url|https://api.example.com/v1|api-key",
                "cloud|api-key|two words|api-key",
                "station|url|ftp://host|url",
                "station|url|not a url|url",
                "station|url|http://user@host/|url",
                "station|colour|red|colour",
                "station|threads|3|threads",
                "moon|url|http://localhost|station, cloud, ollama"
            })
    void settingsThatMakeNoSenseAreNamed(String backend, String name, String value, String message) {
        assertThatThrownBy(() -> Analyses.moondream(Map.of("backend", backend, name, value)))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(message);
    }

    @Test
    void keysDoNotTravelInTheClearNorInMessages() {
        assertThatThrownBy(() -> Analyses.moondream(
                        Map.of("backend", "cloud", "url", "http://example.com/v1", "api-key", "secret-key")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("https")
                .hasMessageNotContaining("secret-key");
    }

    @Test
    void smolVlmIsNotMoondream() {
        assertThatThrownBy(() -> Analyses.smolVlm(Map.of("backend", "station")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("local, ollama");
    }

    private void assertError(String type, String message) {
        try (AiTaggingProvider provider = station(Map.of())) {
            assertThatThrownBy(() -> provider.analyzeImage(image, Analyses.context()))
                    .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(type))
                    .hasMessageContaining(message);
        }
    }

    private AiTaggingProvider station(Map<String, String> settings) {
        return provider("station", settings);
    }

    private AiTaggingProvider cloud(Map<String, String> settings) {
        return provider("cloud", settings);
    }

    private AiTaggingProvider provider(String backend, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("backend", backend);
        all.put("url", service.url() + "/v1/");
        return Analyses.moondream(all);
    }
}
