package dev.tagging.tck.persistence;

import dev.tagging.ImageId;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import dev.tagging.spi.ProviderSettings;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** A provider that says of each image what the test wants, and nothing of images the test has not mentioned. */
public final class ScriptedAi implements AiTaggingProviderFactory, AiTaggingProvider {

    public static final String NAME = "scripted";
    static final String MODEL = "scripted-1";

    private final Map<String, Function<AnalysisContext, ImageAnalysis>> answers = new ConcurrentHashMap<>();
    private final Queue<ImageId> asked = new ConcurrentLinkedQueue<>();

    /** From now on, this is said of the image. */
    public void answer(ImageId image, String model, AiTag... tags) {
        ImageAnalysis analysis = ImageAnalysis.of(List.of(tags), model);
        answer(image, context -> analysis);
    }

    /** From now on, this decides what is said of the image; it may throw. */
    void answer(ImageId image, Function<AnalysisContext, ImageAnalysis> answer) {
        answers.put(image.value(), answer);
    }

    /** Every image it was asked about, in order, as often as it was. */
    List<ImageId> asked() {
        return List.copyOf(asked);
    }

    @Override
    public ImageAnalysis analyzeImage(ImageContent image, AnalysisContext context) {
        String label = LabelledPng.labelOf(image);
        asked.add(ImageId.of(label));
        return answers.getOrDefault(label, any -> ImageAnalysis.of(List.of(), MODEL))
                .apply(context);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AiTaggingProvider create(ProviderSettings settings) {
        return this;
    }

    @Override
    public ProviderInfo info() {
        return ProviderInfo.local(NAME, MODEL, ScoreKind.MEASURED);
    }

    @Override
    public void close() {}
}
