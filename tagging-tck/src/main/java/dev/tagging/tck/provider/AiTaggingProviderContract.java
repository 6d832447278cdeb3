package dev.tagging.tck.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.TagName;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.AnalysisResult;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import dev.tagging.spi.ProviderSettings;
import dev.tagging.tck.Crowd;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AiTaggingProvider} has to do, see the {@linkplain dev.tagging.tck.provider package documentation}.
 *
 * <p>What a provider may be unable to do is a method here that says it can: a provider that cannot, and forgets to say so,
 * fails.
 */
public abstract class AiTaggingProviderContract {

    private static final int CALLERS = 8;

    private final List<AiTaggingProvider> opened = new ArrayList<>();

    /** The factory under test, made anew. */
    protected abstract AiTaggingProviderFactory factory();

    /** Settings with which the provider works, names without the provider's prefix; none unless overridden. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** Two or more different images of which the provider says something; simple drawings unless overridden. */
    protected List<ImageContent> images() {
        return TestPictures.readable();
    }

    /** Whether the same image always gets the same tags. */
    protected boolean isDeterministic() {
        return true;
    }

    /** Whether an analysis that nobody waits for any more is refused, with these settings. */
    protected boolean noticesCancellation() {
        return true;
    }

    /** Whether images are decoded, so that broken pixels show; others can only pass the bytes on. */
    protected boolean decodesImages() {
        return true;
    }

    @AfterEach
    final void closeProviders() {
        opened.forEach(AiTaggingProvider::close);
    }

    @Test
    final void theServiceLoaderFindsTheFactoryOnce() {
        AiTaggingProviderFactory factory = factory();

        assertThat(ServiceLoader.load(AiTaggingProviderFactory.class).stream().map(ServiceLoader.Provider::get))
                .filteredOn(found -> found.name().equals(factory.name()))
                .hasExactlyElementsOfTypes(factory.getClass());
        assertThat(factory.name()).matches("[a-z][a-z0-9-]*");
    }

    @Test
    final void theProviderSaysWhoItIsBeforeItHasDoneAnything() {
        AiTaggingProvider provider = open();

        ProviderInfo info = provider.info();

        assertThat(info.name()).isEqualTo(factory().name());
        assertThat(info.model()).isNotBlank();
        provider.analyzeImage(images().get(0), TestContext.leisurely());
        assertThat(provider.info()).isEqualTo(info);
        assertThat(open().info()).isEqualTo(info);
    }

    @Test
    final void settingsNobodyKnowsAreRefusedByName() {
        Map<String, String> mistyped = new HashMap<>(settings());
        mistyped.put("no-such-setting", "1");

        assertThatExceptionOfType(Misconfigured.class)
                .isThrownBy(() -> opened.add(
                        factory().create(ProviderSettings.of(factory().name(), mistyped))))
                .withMessageContaining("no-such-setting");
    }

    @Test
    final void everyImageGetsTagsTheLibraryCanUse() {
        AiTaggingProvider provider = open();

        for (ImageContent image : images()) {
            ImageAnalysis analysis = provider.analyzeImage(image, TestContext.leisurely());

            assertThat(analysis.model()).isNotBlank();
            assertThat(analysis.usage().cost()).isNotNegative();
            assertThat(analysis.tags()).as("tags of %s", image).isNotEmpty().allSatisfy(tag -> {
                assertThat(TagName.clean(tag.name())).as(tag.name()).isPresent();
                if (provider.info().score() == ScoreKind.NONE) {
                    assertThat(tag.confidence()).as("confidence of %s", tag).isNull();
                }
            });
        }
    }

    @Test
    final void theSurestTagsComeFirst() {
        AiTaggingProvider provider = open();

        for (ImageContent image : images()) {
            assertThat(provider.analyzeImage(image, TestContext.leisurely()).tags().stream()
                            .map(AiTag::confidence)
                            .filter(Objects::nonNull))
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    @Test
    final void wishesDoNotDisturb() {
        AiTaggingProvider provider = open();
        AnalysisContext wishes =
                TestContext.leisurely().with(1, Locale.GERMAN, TagName.of("sonnenuntergang"), TagName.of("犬"));

        for (ImageContent image : images()) {
            assertThat(provider.analyzeImage(image, wishes).tags()).isNotEmpty();
        }
    }

    @Test
    final void theSameImageGetsTheSameTags() {
        AiTaggingProvider provider = open();

        for (ImageContent image : images()) {
            ImageAnalysis first = provider.analyzeImage(image, TestContext.leisurely());
            ImageAnalysis second = open().analyzeImage(image, TestContext.leisurely());

            assertSameWhereDeterministic(first, second);
        }
    }

    @Test
    final void manyMayAskAtTheSameTime() {
        AiTaggingProvider provider = open();
        List<ImageContent> images = images();
        List<ImageAnalysis> alone = images.stream()
                .map(image -> provider.analyzeImage(image, TestContext.leisurely()))
                .toList();

        List<List<ImageAnalysis>> together = Crowd.of(CALLERS, caller -> {
            List<ImageAnalysis> answers = new ArrayList<>();
            for (int i = 0; i < images.size(); i++) {
                ImageContent image = images.get((i + caller) % images.size());
                answers.add(provider.analyzeImage(image, TestContext.leisurely()));
            }
            return answers;
        });

        for (int caller = 0; caller < CALLERS; caller++) {
            for (int i = 0; i < images.size(); i++) {
                assertSameWhereDeterministic(together.get(caller).get(i), alone.get((i + caller) % images.size()));
            }
        }
    }

    @Test
    final void aBatchSaysWhatSinglesSayInTheirOrder() {
        AiTaggingProvider provider = open();
        List<ImageContent> images = images();
        int size = Math.min(images.size(), provider.info().maxBatch());
        List<ImageContent> batch = images.subList(images.size() - size, images.size());

        List<AnalysisResult> results = provider.analyzeImages(batch, TestContext.leisurely());

        assertThat(results).hasSize(size);
        for (int i = 0; i < size; i++) {
            assertSameWhereDeterministic(
                    results.get(i).orThrow(), provider.analyzeImage(batch.get(i), TestContext.leisurely()));
        }
        assertThat(provider.analyzeImages(List.of(), TestContext.leisurely())).isEmpty();
    }

    @Test
    final void brokenPixelsAreRejected() {
        AiTaggingProvider provider = open();

        for (ImageContent broken : TestPictures.unreadable()) {
            AnalysisResult result = AnalysisResult.of(() -> provider.analyzeImage(broken, TestContext.leisurely()));

            if (decodesImages() || result instanceof AnalysisResult.Failed) {
                assertThatExceptionOfType(Rejected.class)
                        .isThrownBy(result::orThrow)
                        .satisfies(error -> assertThat(error.getMessage()).isNotBlank());
            }
        }
        assertThat(provider.analyzeImage(images().get(0), TestContext.leisurely())
                        .tags())
                .isNotEmpty();
    }

    @Test
    final void aBrokenImageInABatchSpoilsNoOther() {
        AiTaggingProvider provider = open();
        ImageContent broken = TestPictures.unreadable().get(0);
        List<ImageContent> batch = provider.info().maxBatch() == 1 ? List.of(broken) : List.of(broken, images().get(0));

        List<AnalysisResult> results = provider.analyzeImages(batch, TestContext.leisurely());

        assertThat(results).hasSameSizeAs(batch);
        if (decodesImages()) {
            assertThat(results.get(0)).isInstanceOf(AnalysisResult.Failed.class);
        }
        if (batch.size() > 1) {
            assertThat(results.get(1)).isInstanceOf(AnalysisResult.Analyzed.class);
        }
    }

    @Test
    final void anAnswerNobodyWaitsForIsNotWorkedOut() {
        AiTaggingProvider provider = open();
        ImageContent image = images().get(0);

        AnalysisResult result = AnalysisResult.of(() -> provider.analyzeImage(image, TestContext.tooLate()));

        if (noticesCancellation() || result instanceof AnalysisResult.Failed) {
            assertThatExceptionOfType(Transient.class).isThrownBy(result::orThrow);
        }
        assertThat(provider.analyzeImage(image, TestContext.leisurely()).tags()).isNotEmpty();
    }

    @Test
    final void aClosedProviderAnswersNoMore() {
        AiTaggingProvider provider = open();
        ImageContent image = images().get(0);
        provider.analyzeImage(image, TestContext.leisurely());

        provider.close();

        assertThatExceptionOfType(Misconfigured.class)
                .isThrownBy(() -> provider.analyzeImage(image, TestContext.leisurely()));
        assertThatCode(provider::close).doesNotThrowAnyException();
        assertThat(provider.info().name()).isEqualTo(factory().name());
    }

    @Test
    final void closingOneProviderLeavesOthersAlone() {
        AiTaggingProvider closed = open();
        AiTaggingProvider provider = open();

        closed.close();

        assertThat(provider.analyzeImage(images().get(0), TestContext.leisurely())
                        .tags())
                .isNotEmpty();
    }

    private AiTaggingProvider open() {
        AiTaggingProvider provider =
                factory().create(ProviderSettings.of(factory().name(), settings()));
        opened.add(provider);
        return provider;
    }

    private void assertSameWhereDeterministic(ImageAnalysis one, ImageAnalysis other) {
        assertThat(one.model()).isEqualTo(other.model());
        if (isDeterministic()) {
            assertThat(one.tags()).isEqualTo(other.tags());
        }
    }
}
