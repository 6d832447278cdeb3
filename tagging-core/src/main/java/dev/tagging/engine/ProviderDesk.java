package dev.tagging.engine;

import dev.tagging.image.ImageContent;
import dev.tagging.image.UnreadableImageException;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.AnalysisResult;
import dev.tagging.spi.AnalysisResult.Analyzed;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.Usage;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Asks single providers, within their time, their rate and their budget. */
final class ProviderDesk {

    private final OpenProviders providers;
    private final GuardedCalls calls;
    private final RemoteLimits limits;
    private final EngineSettings settings;

    ProviderDesk(OpenProviders providers, GuardedCalls calls, Kernel kernel) {
        this.providers = providers;
        this.calls = calls;
        this.limits = new RemoteLimits(kernel);
        this.settings = kernel.settings();
    }

    ProviderInfo info(String name) {
        return provider(name).info();
    }

    Answer ask(String name, ImageContent image, Hold hold, Cancellation cancellation) {
        AiTaggingProvider provider = provider(name);
        ProviderInfo info = provider.info();
        limits.take(name, info, 1);
        try {
            ImageAnalysis analysis =
                    call(name, 1, hold, cancellation, context -> provider.analyzeImage(image, context));
            limits.settle(name, info, 1, analysis.usage());
            return new Answer(name, analysis);
        } catch (UnreadableImageException e) {
            throw new Rejected(SafeText.message(e), e);
        }
    }

    List<Answers> askTogether(String name, List<ImageContent> images, Hold hold, Cancellation cancellation) {
        AiTaggingProvider provider = provider(name);
        ProviderInfo info = provider.info();
        limits.take(name, info, images.size());
        List<AnalysisResult> results =
                call(name, images.size(), hold, cancellation, context -> provider.analyzeImages(images, context));
        if (results.size() != images.size()) {
            throw new IllegalStateException(
                    "provider '" + name + "' answered " + results.size() + " times to " + images.size() + " images");
        }
        Usage used = results.stream()
                .map(result -> result instanceof Analyzed analyzed
                        ? analyzed.analysis().usage()
                        : Usage.NONE)
                .reduce(Usage.NONE, Usage::plus);
        limits.settle(name, info, images.size(), used);
        return results.stream()
                .<Answers>map(result -> () -> List.of(new Answer(name, result.orThrow())))
                .toList();
    }

    private <T> T call(
            String name, int images, Hold hold, Cancellation cancellation, Function<AnalysisContext, T> question) {
        Duration timeout = Pauses.countable(settings.workers().timeout()).multipliedBy(images);
        CallContext context = CallContext.of(settings, timeout, cancellation);
        return calls.call("provider '" + name + "'", timeout, hold, cancellation, () -> question.apply(context));
    }

    private AiTaggingProvider provider(String name) {
        AiTaggingProvider provider = providers.get().get(name);
        if (provider == null) {
            throw new IllegalStateException("the plan has no provider '" + name + "'");
        }
        return provider;
    }
}
