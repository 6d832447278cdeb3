package dev.tagging.engine;

import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.AnalysisResult;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.ProviderInfo.Locality;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import dev.tagging.spi.ProviderSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A provider that does what a test tells it, and its own factory. Gives the tag {@code beach} until told otherwise. */
final class ScriptedProvider implements AiTaggingProvider, AiTaggingProviderFactory {

    private final String name;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger batches = new AtomicInteger();
    private final AtomicInteger closings = new AtomicInteger();
    private volatile ProviderInfo info;
    private volatile Function<AnalysisContext, ImageAnalysis> script = context -> saying(AiTag.of("beach", 95));

    ScriptedProvider(String name) {
        this.name = name;
        this.info = ProviderInfo.local(name, name + "-1", ScoreKind.MEASURED);
    }

    static ImageAnalysis saying(AiTag... tags) {
        return ImageAnalysis.of(List.of(tags), "model-1");
    }

    ScriptedProvider tags(AiTag... tags) {
        return does(context -> saying(tags));
    }

    ScriptedProvider fails(RuntimeException error) {
        return does(context -> {
            throw error;
        });
    }

    ScriptedProvider does(Function<AnalysisContext, ImageAnalysis> newScript) {
        script = newScript;
        return this;
    }

    ScriptedProvider remote(String costPerImage) {
        info = new ProviderInfo(
                name, info.model(), Locality.REMOTE, info.maxBatch(), new BigDecimal(costPerImage), info.score());
        return this;
    }

    ScriptedProvider inBatchesOf(int images) {
        info = new ProviderInfo(name, info.model(), info.locality(), images, info.costPerImage(), info.score());
        return this;
    }

    /** How many images it was asked about. */
    int calls() {
        return calls.get();
    }

    /** How often it was asked about several. */
    int batches() {
        return batches.get();
    }

    int closings() {
        return closings.get();
    }

    @Override
    public ImageAnalysis analyzeImage(ImageContent image, AnalysisContext context) {
        calls.incrementAndGet();
        return script.apply(context);
    }

    @Override
    public List<AnalysisResult> analyzeImages(List<ImageContent> images, AnalysisContext context) {
        batches.incrementAndGet();
        return AiTaggingProvider.super.analyzeImages(images, context);
    }

    @Override
    public ProviderInfo info() {
        return info;
    }

    @Override
    public void close() {
        closings.incrementAndGet();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public AiTaggingProvider create(ProviderSettings settings) {
        settings.rejectUnknown();
        return this;
    }
}
