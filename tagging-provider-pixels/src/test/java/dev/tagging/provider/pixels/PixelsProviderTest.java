package dev.tagging.provider.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo.Locality;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import dev.tagging.spi.ProviderSettings;
import java.awt.Color;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelsProviderTest {

    private final AiTaggingProvider provider = create(Map.of());

    @Test
    void isFoundByItsName() {
        List<String> names = ServiceLoader.load(AiTaggingProviderFactory.class).stream()
                .map(found -> found.get().name())
                .toList();

        assertThat(names).containsOnlyOnce("pixels");
    }

    @Test
    void saysThatItIsLocalAndFree() {
        assertThat(provider.info().name()).isEqualTo("pixels");
        assertThat(provider.info().locality()).isEqualTo(Locality.LOCAL);
        assertThat(provider.info().score()).isEqualTo(ScoreKind.MEASURED);
        assertThat(provider.info().costPerImage()).isZero();
        assertThat(analyze(Pictures.solid(Color.RED)).model())
                .isEqualTo(provider.info().model());
    }

    @ParameterizedTest
    @CsvSource({
        "E6194B, red", "008000, green", "0343DF, blue", "FFFF14, yellow", "F97306, orange", "653700, brown",
        "7E1E9C, purple", "FF81C0, pink", "000000, black", "808080, grey", "FFFFFF, white", "06C2AC, turquoise"
    })
    void namesTheColourOfAPlainPicture(String rgb, String name) {
        ImageAnalysis analysis = analyze(Pictures.solid(Color.decode("#" + rgb)));

        assertThat(colors(analysis)).first().isEqualTo(name);
        assertThat(confidence(analysis, name)).isGreaterThanOrEqualTo(70);
    }

    @Test
    void namesASmallVividThingBeforeADullWall() {
        ImageContent picture = Pictures.painted(300, 200, graphics -> {
            graphics.setColor(new Color(150, 148, 145));
            graphics.fillRect(0, 0, 300, 200);
            graphics.setColor(new Color(200, 20, 30));
            graphics.fillOval(120, 70, 60, 60);
        });

        ImageAnalysis analysis = analyze(picture);

        assertThat(colors(analysis)).first().isEqualTo("red");
        assertThat(colors(analysis)).contains("grey");
    }

    @Test
    void givesEveryTagACategoryAndTheSurestFirst() {
        ImageAnalysis analysis = analyze(Pictures.painted(300, 200, graphics -> {
            graphics.setColor(Color.BLUE);
            graphics.fillRect(0, 0, 300, 120);
        }));

        assertThat(analysis.tags())
                .isSortedAccordingTo(
                        Comparator.comparing(AiTag::confidence, Comparator.nullsLast(Comparator.reverseOrder())))
                .allSatisfy(tag -> assertThat(tag.category()).isIn(TagCategory.COLOR, TagCategory.ATTRIBUTE))
                .allSatisfy(tag -> assertThat(tag.confidence()).isBetween(50.0, 100.0))
                .allSatisfy(tag -> assertThat(TagName.of(tag.name()).value()).isEqualTo(tag.name()));
    }

    @Test
    void keepsToTheNumberOfTagsThatIsAskedFor() {
        ImageContent picture = Pictures.solid(Color.RED);

        assertThat(provider.analyzeImage(picture, new TestContext(1)).tags()).hasSize(1);
    }

    @Test
    void namesNoMoreColoursThanItIsSet() {
        ImageContent picture = Pictures.computed(300, 200, (x, y) -> Color.HSBtoRGB(x / 300f, 1, 1));

        assertThat(colors(create(Map.of("max-colors", "2")).analyzeImage(picture, new TestContext(20))))
                .hasSize(2);
        assertThat(colors(create(Map.of("max-colors", "0")).analyzeImage(picture, new TestContext(20))))
                .isEmpty();
    }

    @Test
    void refusesSettingsItDoesNotKnow() {
        assertThatExceptionOfType(Misconfigured.class)
                .isThrownBy(() -> create(Map.of("max-colours", "3")))
                .withMessageContaining("max-colours")
                .withMessageContaining("max-colors");
    }

    @Test
    void refusesANumberOfColoursThatHasNoMeaning() {
        assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> create(Map.of("max-colors", "-1")));
    }

    @Test
    void rejectsATruncatedPhotoWithTheReason() {
        byte[] bytes = Pictures.solid(Color.RED).toByteArray();
        ImageContent half = ImageContent.of(Arrays.copyOf(bytes, bytes.length - 40));

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> analyze(half))
                .withMessage("truncated: the file ends before the picture is complete");
    }

    @Test
    void doesNotStartWhenTheAnswerIsNoLongerWanted() {
        assertThatExceptionOfType(Transient.class)
                .isThrownBy(() -> provider.analyzeImage(Pictures.solid(Color.RED), new Cancelled()));
    }

    @Test
    void refusesToWorkOnceItIsClosed() {
        provider.close();

        assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> analyze(Pictures.solid(Color.RED)));
    }

    @Test
    void givesTheSameAnswerToManyThreads() {
        ImageContent picture = Pictures.computed(300, 200, (x, y) -> Color.HSBtoRGB(x / 300f, y / 200f, 1));
        ImageAnalysis expected = analyze(picture);

        List<ImageAnalysis> answers = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> analyze(picture))
                .toList();

        assertThat(answers).allMatch(expected::equals);
    }

    private ImageAnalysis analyze(ImageContent image) {
        return provider.analyzeImage(image, new TestContext(20));
    }

    private static AiTaggingProvider create(Map<String, String> settings) {
        return new PixelsProviderFactory().create(ProviderSettings.of("pixels", settings));
    }

    private static List<String> colors(ImageAnalysis analysis) {
        return analysis.tags().stream()
                .filter(tag -> TagCategory.COLOR.equals(tag.category()))
                .map(AiTag::name)
                .toList();
    }

    private static double confidence(ImageAnalysis analysis, String name) {
        return analysis.tags().stream()
                .filter(tag -> tag.name().equals(name))
                .map(AiTag::confidence)
                .findFirst()
                .orElse(0.0);
    }

    private record Cancelled() implements AnalysisContext {
        @Override
        public Instant deadline() {
            return Instant.MIN;
        }

        @Override
        public boolean isCancelled() {
            return true;
        }

        @Override
        public int maxTags() {
            return 20;
        }

        @Override
        public Locale language() {
            return Locale.ENGLISH;
        }

        @Override
        public List<TagName> preferredTags() {
            return List.of();
        }
    }
}
