package dev.tagging.provider.djl;

import static dev.tagging.provider.djl.Images.context;
import static dev.tagging.provider.djl.Images.patiently;
import static dev.tagging.provider.djl.Images.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.tagging.TagCategory;
import dev.tagging.image.ImageContent;
import dev.tagging.provider.djl.OnnxModelFile.Numbers;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.ProviderSettings;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DjlProviderTest {

    private static final long[] CHANNELS_FIRST = {1, 3, 4, 4};

    /** Class 0 likes the first channel, class 1 the second, class 2 the third; a full channel makes a logit of 4. */
    private static final float[][] COLORS = {{4, 0, 0}, {0, 4, 0}, {0, 0, 4}};

    private static final String COLOR_MODEL =
            """
            file = model.onnx
            labels = labels.txt
            input.fit = stretch
            input.scale = 1/255
            output.activation = softmax
            threshold = 0.001
            """;

    @TempDir
    private Path directory;

    private @Nullable AiTaggingProvider provider;

    @AfterEach
    void close() {
        if (provider != null) {
            provider.close();
        }
    }

    @Nested
    class A_classifier {

        @ParameterizedTest
        @EnumSource(names = {"FLOAT", "HALF"})
        void says_what_softmax_makes_of_logits(Numbers numbers) throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), numbers, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL, "red thing\ngreen thing\nblue thing");

            List<AiTag> tags = tagsOf(plain(Color.RED));

            double sure = 100 * Math.exp(4) / (Math.exp(4) + 2);
            assertThat(tags).extracting(AiTag::name).startsWith("red thing").hasSize(3);
            assertThat(confidence(tags, "red thing")).isCloseTo(sure, within(0.1));
            assertThat(confidence(tags, "blue thing")).isCloseTo((100 - sure) / 2, within(0.1));
        }

        @Test
        void may_apply_softmax_itself_and_have_superfluous_dimensions() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.HALF, CHANNELS_FIRST, COLORS, true, 1, 3, 1, 1);
            describe(COLOR_MODEL.replace("softmax", "none"), "red thing\ngreen thing\nblue thing");

            assertThat(confidence(tagsOf(plain(Color.GREEN)), "green thing")).isCloseTo(96.5, within(0.2));
        }

        @Test
        void may_take_pixels_channels_last_and_any_batch() throws IOException {
            OnnxModelFile.writeClassifier(
                    file("model.onnx"), Numbers.FLOAT, new long[] {0, 4, 4, 3}, COLORS, false, 1, 3);
            describe(COLOR_MODEL, "red thing\ngreen thing\nblue thing");

            assertThat(tagsOf(plain(Color.BLUE)).get(0).name()).isEqualTo("blue thing");
        }

        @Test
        void may_want_blue_first_and_samples_less_a_mean() throws IOException {
            float[][] signs = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, signs, false, 1, 4);
            describe(
                    """
                    file = model.onnx
                    labels = labels.txt
                    input.fit = stretch
                    input.colors = bgr
                    input.mean = 100, 120, 140
                    input.std = 10, 10, 10
                    output.activation = sigmoid
                    threshold = 0
                    """,
                    "blue\ngreen\nred\nnothing");

            List<AiTag> tags = tagsOf(plain(new Color(145, 120, 80)));

            assertThat(confidence(tags, "blue")).isCloseTo(percent(-2), within(0.01));
            assertThat(confidence(tags, "green")).isCloseTo(percent(0), within(0.01));
            assertThat(confidence(tags, "red")).isCloseTo(percent(0.5), within(0.01));
        }

        @Test
        void adds_up_the_classes_of_a_tag_when_only_one_can_be_right() throws IOException {
            OnnxModelFile.writeClassifier(
                    file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, new float[3][4], false, 1, 4);
            describe(
                    COLOR_MODEL,
                    """
                    golden retriever = golden retriever, dog
                    beagle = beagle, dog
                    Boston bull = dog
                    tabby, tabby cat
                    """);

            List<AiTag> tags = tagsOf(plain(Color.GRAY));

            assertThat(tags)
                    .extracting(AiTag::name, AiTag::confidence)
                    .containsExactly(
                            tuple("dog", 75.0),
                            tuple("beagle", 25.0),
                            tuple("golden retriever", 25.0),
                            tuple("tabby cat", 25.0));
        }

        @Test
        void takes_the_best_class_of_a_tag_when_several_can_be_right() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL.replace("softmax", "sigmoid"), "red = warm, bright\ngreen = bright\nblue");

            List<AiTag> tags = tagsOf(plain(Color.YELLOW));

            assertThat(confidence(tags, "bright")).isCloseTo(percent(4), within(0.01));
            assertThat(confidence(tags, "warm")).isCloseTo(percent(4), within(0.01));
            assertThat(confidence(tags, "blue")).isCloseTo(50, within(0.01));
        }

        @Test
        void drops_what_is_below_its_threshold_and_calibrates_the_rest() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(
                    COLOR_MODEL.replace("0.001", "0.5")
                            + """
                            calibration = 0:0, 0.9:20, 1:90
                            calibration.green-thing = 0:40, 1:40
                            """,
                    "red thing\ngreen thing\nblue thing");

            List<AiTag> red = tagsOf(plain(Color.RED));

            assertThat(red).extracting(AiTag::name).containsExactly("red thing");
            assertThat(confidence(red, "red thing")).isCloseTo(20 + (0.96466 - 0.9) / 0.1 * 70, within(0.1));
            assertThat(confidence(tagsOf(plain(Color.GREEN)), "green thing")).isEqualTo(40);
        }

        @Test
        void may_be_one_of_several_inputs_and_outputs() throws IOException {
            OnnxModelFile.writeWithSideDoors(file("model.onnx"), COLORS);
            describe(COLOR_MODEL + "output = second", "red thing\ngreen thing\nblue thing");

            assertThat(confidence(tagsOf(plain(Color.RED)), "red thing"))
                    .isCloseTo(100 * Math.exp(12) / (Math.exp(12) + 2), within(0.001));
        }
    }

    @Nested
    class Several_models {

        @Test
        void are_put_together_each_tag_with_its_highest_confidence() throws IOException {
            OnnxModelFile.writeClassifier(file("a.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, true, 1, 3);
            OnnxModelFile.writeClassifier(file("b.onnx"), Numbers.FLOAT, CHANNELS_FIRST, new float[3][2], true, 1, 2);
            Files.writeString(file("a.txt"), "beach\nforest\nocean");
            Files.writeString(file("b.txt"), "beach\ndog");
            Files.writeString(
                    file("a.tagging-model.properties"),
                    "file=a.onnx\nlabels=a.txt\ninput.scale=1/255\nthreshold=0\ncategory=scene");
            Files.writeString(
                    file("b.tagging-model.properties"),
                    "file=b.onnx\nlabels=b.txt\ninput.scale=1/255\nthreshold=0\nversion=2");
            open(Map.of("min-confidence", "20"));

            assertThat(tagsOf(plain(Color.RED)))
                    .extracting(AiTag::name, AiTag::category)
                    .containsExactly(tuple("beach", TagCategory.SCENE), tuple("dog", null));
            assertThat(confidence(tagsOf(plain(Color.GREEN)), "beach")).isEqualTo(50);
            assertThat(opened().info().model()).isEqualTo("a+b:2");
        }

        @Test
        void give_no_more_tags_than_are_wanted_and_the_best_ones_first() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL, "red thing\ngreen thing\nblue thing");
            open(Map.of("min-confidence", "0"));

            List<AiTag> tags = opened().analyzeImage(
                            plain(new Color(255, 200, 0)), context(2, Instant.MAX, () -> false))
                    .tags();

            assertThat(tags).extracting(AiTag::name).containsExactly("red thing", "green thing");
        }
    }

    @Nested
    class A_detector {

        @Test
        void gives_every_class_the_score_of_its_best_box() throws IOException {
            float[] candidates = {
                // centre, width, height, objectness, then dog and cat
                20, 20, 10, 10, 0.9f, 0.8f, 0.1f,
                21, 20, 10, 10, 0.8f, 0.2f, 0.9f, // the same thing, less sure
                50, 50, 10, 10, 0.5f, 1f, 0f, // another dog, less sure
                50, 20, 10, 10, 0.3f, 0f, 0.3f // too unsure
            };
            OnnxModelFile.writeDetector(file("model.onnx"), new long[] {1, 3, 64, 64}, candidates, 1, 4, 7);
            describe(detector("yolov5"), "dog\ncat");

            List<AiTag> tags = tagsOf(plain(Color.GRAY));

            assertThat(tags).extracting(AiTag::name).containsExactly("dog");
            assertThat(confidence(tags, "dog")).isCloseTo(72, within(0.01));
        }

        @Test
        void may_see_two_things_in_one_place_when_told_so() throws IOException {
            float[] candidates = {
                20, 20, 10, 10, 0.9f, 0.8f, 0.1f,
                21, 20, 10, 10, 0.8f, 0.2f, 0.9f
            };
            OnnxModelFile.writeDetector(file("model.onnx"), new long[] {1, 3, 64, 64}, candidates, 1, 2, 7);
            describe(detector("yolov5") + "nms.across-classes = false", "dog\ncat");

            assertThat(tagsOf(plain(Color.GRAY))).extracting(AiTag::name).containsExactly("cat", "dog");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void reads_the_layout_of_yolov8_either_way_round(boolean transposed) throws IOException {
            float[] rows = {
                20, 20, 10, 10, 0.8f, 0.1f,
                50, 50, 10, 10, 0.1f, 0.6f,
                50, 20, 10, 10, 0.1f, 0.1f
            };
            float[] values = transposed ? transpose(rows, 3, 6) : rows;
            OnnxModelFile.writeDetector(
                    file("model.onnx"), new long[] {1, 3, 64, 64}, values, 1, transposed ? 6 : 3, transposed ? 3 : 6);
            describe(detector("yolov8"), "dog\ncat");

            List<AiTag> tags = tagsOf(plain(Color.GRAY));

            assertThat(confidence(tags, "dog")).isCloseTo(80, within(0.01));
            assertThat(confidence(tags, "cat")).isCloseTo(60, within(0.01));
        }

        @Test
        void reads_the_grids_of_yolox() throws IOException {
            // 64 x 64 pixels have 64 cells with a step of 8, 16 with 16 and 4 with 32
            float[] values = new float[84 * 7];
            float ln2 = (float) Math.log(2);
            candidate(values, 9, 0.5f, 0.5f, ln2, ln2, 0.9f, 0.9f, 0f); // at (12, 12), 16 x 16
            candidate(values, 64 + 5, -0.25f, -0.25f, 0f, 0f, 0.6f, 0f, 0.9f); // the very same place
            candidate(values, 80, 0.5f, 0.5f, 0f, 0f, 0.5f, 0f, 0.6f); // at (16, 16), but 32 x 32
            OnnxModelFile.writeDetector(file("model.onnx"), new long[] {1, 3, 64, 64}, values, 1, 84, 7);
            describe(detector("yolox"), "dog\ncat");

            List<AiTag> tags = tagsOf(plain(Color.GRAY));

            assertThat(confidence(tags, "dog")).isCloseTo(81, within(0.01));
            assertThat(confidence(tags, "cat")).isCloseTo(30, within(0.01));
        }

        @Test
        void may_leave_the_sigmoid_to_the_host() throws IOException {
            float[] logits = {20, 20, 10, 10, 2f, -3f};
            OnnxModelFile.writeDetector(file("model.onnx"), new long[] {1, 3, 64, 64}, logits, 1, 1, 6);
            describe(detector("yolov8") + "output.activation = sigmoid", "dog\ncat");

            assertThat(confidence(tagsOf(plain(Color.GRAY)), "dog")).isCloseTo(percent(2), within(0.01));
        }

        private String detector(String layout) {
            return """
                    task = detection
                    file = model.onnx
                    labels = labels.txt
                    output.layout = %s
                    """
                    .formatted(layout);
        }

        private void candidate(float[] values, int index, float... numbers) {
            System.arraycopy(numbers, 0, values, 7 * index, 7);
        }

        private float[] transpose(float[] values, int rows, int columns) {
            float[] transposed = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                transposed[(i % columns) * rows + i / columns] = values[i];
            }
            return transposed;
        }
    }

    @Nested
    class The_life_of_a_provider {

        @Test
        void begins_without_loading_anything() throws IOException {
            Files.writeString(file("model.onnx"), "no model at all");
            describe(COLOR_MODEL, "red\ngreen\nblue");

            assertThat(opened().info().name()).isEqualTo("djl");
            assertThat(opened().info().locality()).isEqualTo(ProviderInfo.Locality.LOCAL);
        }

        @Test
        void names_the_file_that_does_not_load_and_tries_again_when_somebody_has_put_it_right() throws IOException {
            Files.writeString(file("model.onnx"), "no model at all");
            describe(COLOR_MODEL, "red thing\ngreen thing\nblue thing");
            assertThatThrownBy(() -> tagsOf(plain(Color.RED)))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("cannot load model " + file("model.onnx"));

            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);

            assertThat(tagsOf(plain(Color.RED))).isNotEmpty();
        }

        @Test
        void serves_many_threads_at_once() throws Exception {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL, "red thing\ngreen thing\nblue thing");
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<String>> best = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    Color color = i % 2 == 0 ? Color.RED : Color.BLUE;
                    best.add(threads.submit(() -> tagsOf(plain(color)).get(0).name()));
                }
                for (int i = 0; i < 40; i++) {
                    assertThat(best.get(i).get()).isEqualTo(i % 2 == 0 ? "red thing" : "blue thing");
                }
            } finally {
                threads.shutdownNow();
            }
        }

        @Test
        void ends_with_close() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL, "red thing\ngreen thing\nblue thing");
            assertThat(tagsOf(plain(Color.RED))).isNotEmpty();

            opened().close();

            assertThatThrownBy(() -> tagsOf(plain(Color.RED)))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("closed");
        }

        @Test
        void stops_between_two_models_when_cancelled() throws IOException {
            OnnxModelFile.writeClassifier(file("a.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            Files.copy(file("a.onnx"), file("b.onnx"));
            Files.writeString(file("labels.txt"), "red\ngreen\nblue");
            Files.writeString(file("a.tagging-model.properties"), "file=a.onnx\nlabels=labels.txt");
            Files.writeString(file("b.tagging-model.properties"), "file=b.onnx\nlabels=labels.txt");
            open(Map.of());
            AtomicInteger questions = new AtomicInteger();
            AnalysisContext cancelledLater = context(10, Instant.MAX, () -> questions.incrementAndGet() > 2);

            assertThatThrownBy(() -> opened().analyzeImage(plain(Color.RED), cancelledLater))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("cancelled");
            assertThat(questions).hasValue(3);
        }

        @Test
        void stops_when_its_time_is_up() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL, "red\ngreen\nblue");

            assertThatThrownBy(() -> opened().analyzeImage(
                                    plain(Color.RED), context(10, Instant.now().minusMillis(1), () -> false)))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("too long");
        }

        @Test
        void rejects_a_picture_that_cannot_be_decoded() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL, "red\ngreen\nblue");
            byte[] bytes = plain(Color.RED, 100, 100).toByteArray();
            ImageContent truncated = ImageContent.of(Arrays.copyOf(bytes, bytes.length / 2));

            assertThatThrownBy(() -> tagsOf(truncated)).isInstanceOf(Rejected.class);
        }
    }

    @Nested
    class A_model_that_does_not_fit_its_descriptor {

        @Test
        void has_another_number_of_classes() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL, "red\ngreen");

            assertRefused("the model has 3 classes and the labels are 2");
        }

        @Test
        void has_another_size() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL + "input.size = 8x4", "red\ngreen\nblue");

            assertRefused("input 'pixels' takes 4x4, the descriptor says 8x4");
        }

        @Test
        void leaves_the_size_open_and_so_does_the_descriptor() throws IOException {
            OnnxModelFile.writeClassifier(
                    file("model.onnx"), Numbers.FLOAT, new long[] {1, 3, 0, 0}, COLORS, false, 1, 3);
            describe(COLOR_MODEL, "red\ngreen\nblue");

            assertRefused("say 'input.size'");
        }

        @Test
        void takes_other_numbers() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.DOUBLE, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL, "red\ngreen\nblue");

            assertRefused("takes DOUBLE");
        }

        @Test
        void is_no_detector() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL.replace("softmax", "none") + "task = detection\noutput.layout = yolox", "a\nb\nc");

            assertRefused("YOLOX with 3 labels has 8 numbers for each candidate, not [1, 3]");
        }

        @Test
        void has_no_such_output() throws IOException {
            OnnxModelFile.writeClassifier(file("model.onnx"), Numbers.FLOAT, CHANNELS_FIRST, COLORS, false, 1, 3);
            describe(COLOR_MODEL + "output = scores", "red\ngreen\nblue");

            assertRefused("has no output 'scores', it has [output]");
        }

        private void assertRefused(String reason) {
            assertThatThrownBy(() -> tagsOf(plain(Color.RED)))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("model " + file("model.onnx"))
                    .hasMessageContaining(reason);
        }
    }

    @Test
    void is_found_by_the_service_loader() {
        assertThat(ServiceLoader.load(AiTaggingProviderFactory.class))
                .extracting(AiTaggingProviderFactory::name)
                .contains("djl");
    }

    @Test
    void refuses_settings_it_does_not_know() {
        ProviderSettings settings = ProviderSettings.of("djl", Map.of("model", directory.toString(), "modle", "x"));

        assertThatThrownBy(() -> new DjlProviderFactory().create(settings))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("modle");
    }

    @Test
    void needs_a_model() {
        assertThatThrownBy(() -> new DjlProviderFactory().create(ProviderSettings.of("djl", Map.of())))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("'djl.model'");
    }

    private void describe(String descriptor, String labels) throws IOException {
        Files.writeString(file("labels.txt"), labels);
        Files.writeString(file("tagging-model.properties"), descriptor);
        open(Map.of("min-confidence", "0"));
    }

    private void open(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("model", directory.toString());
        all.put("threads", "1");
        provider = new DjlProviderFactory().create(ProviderSettings.of("djl", all));
    }

    private AiTaggingProvider opened() {
        return Objects.requireNonNull(provider);
    }

    private List<AiTag> tagsOf(ImageContent image) {
        return opened().analyzeImage(image, patiently()).tags();
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private static double confidence(List<AiTag> tags, String name) {
        return tags.stream()
                .filter(tag -> tag.name().equals(name))
                .map(AiTag::confidence)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + tags));
    }

    private static double percent(double logit) {
        return 100 / (1 + Math.exp(-logit));
    }
}
