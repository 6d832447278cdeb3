package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.image.ImageContent;
import dev.tagging.provider.moondream.vlm.GeneratedModel;
import dev.tagging.provider.moondream.vlm.TestImages;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.ProviderInfo.Locality;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import dev.tagging.spi.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalBackendTest {

    @TempDir
    private static Path directory;

    private static ImageContent image;

    @BeforeAll
    static void generate() throws IOException {
        GeneratedModel.moondream(directory.resolve("moondream-small"));
        GeneratedModel.smolVlm(directory.resolve("smolvlm-small"));
        image = TestImages.png(120, 90, 3);
    }

    @ParameterizedTest
    @CsvSource({"moondream-small, false", "smolvlm-small, false", "smolvlm-small, true"})
    void givesTagsWithCategoriesAndConfidencesSurestFirst(String model, boolean split) throws IOException {
        Map<String, String> settings =
                Map.of("image-splitting", String.valueOf(split), "max-tokens", "100", "verification", "3");
        try (AiTaggingProvider provider = local(model, settings)) {
            // Random weights do not find a list of words on every image.
            ImageContent content = TestImages.png(90, 60, 0);
            ImageAnalysis analysis = provider.analyzeImage(content, Analyses.context());
            for (int seed = 1; analysis.tags().isEmpty(); seed++) {
                content = TestImages.png(90, 60, seed);
                analysis = provider.analyzeImage(content, Analyses.context());
            }

            assertThat(analysis.tags()).allSatisfy(tag -> {
                assertThat(tag.confidence()).isBetween(0.0, 100.0);
                assertThat(tag.category()).isNotNull();
            });
            assertThat(analysis.tags())
                    .extracting(AiTag::confidence)
                    .isSortedAccordingTo((a, b) -> Double.compare(b == null ? 0 : b, a == null ? 0 : a));
            assertThat(analysis.model()).isEqualTo(model);
            assertThat(provider.analyzeImage(content, Analyses.context())).isEqualTo(analysis);
        }
    }

    @Test
    void saysWhoItIsBeforeAnythingIsLoaded() {
        try (AiTaggingProvider provider = local("nowhere", Map.of("quantization", "decoder=q4"))) {
            assertThat(provider.info().name()).isEqualTo("moondream");
            assertThat(provider.info().model()).isEqualTo("nowhere decoder=q4");
            assertThat(provider.info().locality()).isEqualTo(Locality.LOCAL);
            assertThat(provider.info().score()).isEqualTo(ScoreKind.TOKEN_PROBABILITY);
        }
        try (AiTaggingProvider provider = Analyses.smolVlm(Map.of())) {
            assertThat(provider.info().model()).isEqualTo("smolvlm-500m");
        }
    }

    @Test
    void eitherNameRunsEitherModel() {
        Map<String, String> settings =
                Map.of("model", directory.resolve("moondream-small").toString());
        try (AiTaggingProvider provider = Analyses.smolVlm(settings)) {
            assertThat(provider.analyzeImage(image, Analyses.context()).tags()).isNotNull();
        }
    }

    @Test
    void aMissingModelIsAMatterForTheOperatorUntilItIsThere() throws IOException {
        try (AiTaggingProvider provider = local("later", Map.of())) {
            assertThatThrownBy(() -> provider.analyzeImage(image, Analyses.context()))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("later")
                    .hasMessageContaining("does not exist")
                    .hasMessageContaining("smolvlm-256m");

            GeneratedModel.moondream(directory.resolve("later"));

            assertThat(provider.analyzeImage(image, Analyses.context())).isNotNull();
        }
    }

    @Test
    void imagesThatCannotBeDecodedAreRejected() {
        byte[] bytes = image.toByteArray();
        ImageContent broken = ImageContent.of(Arrays.copyOf(bytes, bytes.length / 2));
        try (AiTaggingProvider provider = local("moondream-small", Map.of())) {
            assertThatThrownBy(() -> provider.analyzeImage(broken, Analyses.context()))
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    void cancellingEndsTheAnalysisWhereverItIs() {
        try (AiTaggingProvider provider = local("smolvlm-small", Map.of())) {
            provider.analyzeImage(image, Analyses.context());
            AtomicInteger asked = new AtomicInteger();
            provider.analyzeImage(image, Analyses.context(() -> count(asked, Integer.MAX_VALUE)));

            for (int limit = 1; limit < asked.get(); limit += 7) {
                AtomicInteger again = new AtomicInteger();
                int last = limit;
                assertThatThrownBy(() -> provider.analyzeImage(image, Analyses.context(() -> count(again, last))))
                        .isInstanceOf(Transient.class)
                        .hasMessageContaining("cancelled");
            }
        }
    }

    @Test
    void aTimeLimitOfNothingIsOver() {
        try (AiTaggingProvider provider = local("moondream-small", Map.of("time-limit", "PT0.000000001S"))) {
            // Until the model is loaded, images are asked to come back; afterwards they take too long.
            await(() -> assertThatThrownBy(() -> provider.analyzeImage(image, Analyses.context()))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("time-limit"));
        }
    }

    @Test
    void imagesThatCannotWaitForTheModelAreAskedToComeBack() {
        LocalModel never = new LocalModel(
                closed -> {
                    while (!closed.getAsBoolean()) {
                        Thread.onSpinWait();
                    }
                    throw new Transient("given up");
                },
                model -> {
                    throw new AssertionError();
                });
        try (never) {
            assertThatThrownBy(() -> never.await(() -> "stopped: enough")).isInstanceOf(RateLimited.class);
        }
    }

    @Test
    void noMoreImagesAreInWorkThanAllowed() throws Exception {
        AtomicInteger inWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Backend backend = new Backend() {
            @Override
            public Answer analyze(ImageContent content, AnalysisContext context, TimeLimit limit) {
                most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                inWork.decrementAndGet();
                return new Answer(List.of(), Usage.NONE);
            }

            @Override
            public void close() {}
        };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (AiTaggingProvider provider = provider(backend, 2)) {
            List<Future<?>> analyses = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                analyses.add(threads.submit(() -> provider.analyzeImage(image, Analyses.context())));
            }
            for (Future<?> analysis : analyses) {
                analysis.get();
            }
            assertThat(most).hasValueLessThanOrEqualTo(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void closingStopsWhatRunsAndRefusesWhatComes() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        AtomicInteger closed = new AtomicInteger();
        Backend backend = new Backend() {
            @Override
            public Answer analyze(ImageContent content, AnalysisContext context, TimeLimit limit) {
                running.countDown();
                while (true) {
                    limit.check();
                    Thread.onSpinWait();
                }
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        AiTaggingProvider provider = provider(backend, 1);
        CompletableFuture<?> analysis =
                CompletableFuture.supplyAsync(() -> provider.analyzeImage(image, Analyses.context()));
        running.await();

        provider.close();
        provider.close();

        assertThatThrownBy(analysis::join).hasCauseInstanceOf(Transient.class);
        assertThat(closed).hasValue(1);
        assertThatThrownBy(() -> provider.analyzeImage(image, Analyses.context()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("closed");
    }

    @Test
    void severalImagesAtOnceGetTheAnswersTheyGetAlone() throws Exception {
        List<ImageContent> images = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            images.add(TestImages.png(100, 80, i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (AiTaggingProvider provider = local("moondream-small", Map.of("max-concurrent-images", "3"))) {
            List<ImageAnalysis> alone = new ArrayList<>();
            for (ImageContent content : images) {
                alone.add(provider.analyzeImage(content, Analyses.context()));
            }
            List<Future<ImageAnalysis>> together = new ArrayList<>();
            for (ImageContent content : images) {
                together.add(threads.submit(() -> provider.analyzeImage(content, Analyses.context())));
            }
            for (int i = 0; i < images.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "threads",
                "max-tokens",
                "verification",
                "max-concurrent-images",
                "image-splitting",
                "time-limit",
                "questions",
                "calibration",
                "quantization",
                "offline"
            })
    void settingsThatMakeNoSenseAreNamed(String name) {
        assertThatThrownBy(() -> Analyses.moondream(Map.of(name, "?:?")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining(name);
        assertThatThrownBy(() -> Analyses.moondream(Map.of("url", "http://localhost")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("url");
    }

    @Test
    void withoutAModelAndOfflineTheManualStepsAreSaid() {
        Map<String, String> settings =
                Map.of("cache", directory.resolve("empty").toString(), "offline", "true");
        try (AiTaggingProvider provider = Analyses.moondream(settings)) {
            assertThatThrownBy(() -> provider.analyzeImage(image, Analyses.context()))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("Xenova/moondream2")
                    .hasMessageContaining("onnx/decoder_model_merged_q4.onnx");
        }
    }

    /** Tries until the assertion holds; a test that never succeeds ends with the build's time. */
    private static void await(Runnable assertion) {
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                Thread.onSpinWait();
            }
        }
    }

    private static boolean count(AtomicInteger asked, int limit) {
        return !Thread.currentThread().getName().equals("tagging-vlm-watch") && asked.incrementAndGet() > limit;
    }

    private static AiTaggingProvider local(String model, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("model", directory.resolve(model).toString());
        all.put("threads", "1");
        return Analyses.moondream(all);
    }

    private static AiTaggingProvider provider(Backend backend, int maxConcurrent) {
        Calibration calibration = Calibration.of("calibration", "none");
        return new VisionProvider(
                ProviderInfo.local("moondream", "m", ScoreKind.TOKEN_PROBABILITY),
                backend,
                new Tags(calibration, calibration),
                Duration.ofMinutes(1),
                maxConcurrent);
    }
}
