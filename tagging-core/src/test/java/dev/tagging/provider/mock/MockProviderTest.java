package dev.tagging.provider.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiProviderException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ProviderSettings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MockProviderTest {

    private final ImageContent image = image(1);

    @Test
    void tags_from_the_settings_go_to_every_image_in_their_order() {
        AiTaggingProvider provider = mock(Map.of("tags", "beach:95, dog:80.5:Object,untrusted"));

        assertThat(tags(provider, image))
                .containsExactly(
                        AiTag.of("beach", 95),
                        AiTag.of("dog", TagCategory.OBJECT, 80.5),
                        new AiTag("untrusted", null, null))
                .isEqualTo(tags(provider, image(2)));
    }

    @Test
    void without_settings_the_bytes_decide_and_always_the_same_way() {
        Set<List<AiTag>> seen = new HashSet<>();

        for (int width = 1; width <= 40; width++) {
            List<AiTag> tags = tags(mock(Map.of()), image(width));
            assertThat(tags).isEqualTo(tags(mock(Map.of()), image(width))).hasSizeBetween(3, 6);
            assertThat(tags).allSatisfy(tag -> {
                assertThat(tag.confidence()).isBetween(50.0, 99.0);
                assertThat(TagName.of(tag.name()).value()).isEqualTo(tag.name());
            });
            assertThat(tags).extracting(AiTag::name).doesNotHaveDuplicates();
            assertThat(tags.get(0).confidence())
                    .isGreaterThanOrEqualTo(tags.get(2).confidence());
            seen.add(tags);
        }

        assertThat(seen).hasSize(40);
    }

    @Test
    void the_tags_of_known_bytes_never_change() {
        List<AiTag> tags = MockTags.ofContent().of(new byte[32]);

        assertThat(tags)
                .extracting(tag -> tag.name() + " " + tag.confidence())
                .containsExactly("city 95.0", "sunset 95.0", "car 87.0");
    }

    @Test
    void it_fails_as_told() {
        assertThatExceptionOfType(Transient.class).isThrownBy(() -> tags(mock(Map.of("fail", "transient")), image));
        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> tags(mock(Map.of("fail", "rate-limited")), image));
        assertThatExceptionOfType(Rejected.class).isThrownBy(() -> tags(mock(Map.of("fail", "rejected")), image));
        assertThatExceptionOfType(Misconfigured.class)
                .isThrownBy(() -> tags(mock(Map.of("fail", "misconfigured")), image));
    }

    @Test
    void it_fails_every_so_many_times() {
        AiTaggingProvider provider = mock(Map.of("fail-every", "3"));
        List<Integer> failed = new ArrayList<>();

        for (int call = 1; call <= 9; call++) {
            try {
                tags(provider, image);
            } catch (AiProviderException e) {
                assertThat(e).isInstanceOf(Transient.class);
                failed.add(call);
            }
        }

        assertThat(failed).containsExactly(3, 6, 9);
    }

    @Test
    void a_simulated_analysis_takes_its_time() {
        long begin = System.nanoTime();

        tags(mock(Map.of("delay", "PT0.05S")), image);

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void a_simulated_analysis_stops_when_it_is_cancelled_or_interrupted() {
        AiTaggingProvider provider = mock(Map.of("delay", "PT1H"));

        assertThatExceptionOfType(Transient.class)
                .isThrownBy(() -> provider.analyzeImage(image, new Context(true)))
                .withMessage("cancelled");
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(Transient.class)
                .isThrownBy(() -> tags(provider, image))
                .withMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void every_call_is_written_down(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("calls.log");
        AiTaggingProvider provider = mock(Map.of("log", log.toString(), "fail-every", "2"));

        tags(provider, image);
        assertThatExceptionOfType(Transient.class).isThrownBy(() -> tags(provider, image));
        tags(provider, image(2));

        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(3).allMatch(line -> line.matches("[0-9a-f]{64} \\S+Z"));
        assertThat(lines.get(0).substring(0, 64)).isEqualTo(lines.get(1).substring(0, 64));
        assertThat(lines.get(0).substring(0, 64)).isNotEqualTo(lines.get(2).substring(0, 64));
    }

    @Test
    void a_log_that_cannot_be_written_is_for_the_operator(@TempDir Path directory) {
        AiTaggingProvider provider = mock(Map.of("log", directory.toString()));

        assertThatExceptionOfType(Misconfigured.class)
                .isThrownBy(() -> tags(provider, image))
                .withMessageContaining("mock.log");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"beach:95:scene:x", "beach:101", "beach:high", "beach,,dog", "beach:90:No Category!", ":90"})
    void malformed_tags_are_refused(String tags) {
        assertThatExceptionOfType(Misconfigured.class)
                .isThrownBy(() -> mock(Map.of("tags", tags)))
                .withMessageStartingWith("setting 'mock.tags'");
    }

    @Test
    void settings_it_does_not_know_are_refused() {
        assertThatExceptionOfType(Misconfigured.class)
                .isThrownBy(() -> mock(Map.of("tag", "beach")))
                .withMessage("provider 'mock' does not know the settings [tag],"
                        + " it knows [delay, fail, fail-every, log, tags]");
        assertThatExceptionOfType(Misconfigured.class)
                .isThrownBy(() -> mock(Map.of("fail", "always")))
                .withMessage("setting 'mock.fail' must be one of"
                        + " [misconfigured, rate-limited, rejected, transient], not 'always'");
    }

    @Test
    void who_it_is_can_be_asked_any_time_but_images_only_until_it_is_closed() {
        AiTaggingProvider provider = mock(Map.of());
        provider.close();

        assertThatCode(provider::info).doesNotThrowAnyException();
        assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> tags(provider, image));
    }

    private static AiTaggingProvider mock(Map<String, String> settings) {
        return new MockProviderFactory().create(ProviderSettings.of("mock", settings));
    }

    private static List<AiTag> tags(AiTaggingProvider provider, ImageContent image) {
        return provider.analyzeImage(image, new Context(false)).tags();
    }

    private static ImageContent image(int width) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, 1, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ImageContent.of(bytes.toByteArray());
    }

    private record Context(boolean isCancelled) implements AnalysisContext {

        @Override
        public Instant deadline() {
            return Instant.now().plusSeconds(60);
        }

        @Override
        public int maxTags() {
            return 10;
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
