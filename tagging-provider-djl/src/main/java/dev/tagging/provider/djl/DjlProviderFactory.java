package dev.tagging.provider.djl;

import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.ProviderSettings;

/**
 * Provider {@code djl}: tags from image classifiers and object detectors in ONNX, run on the CPU of this JVM. Its settings:
 *
 * <ul>
 *   <li>{@code model}: where the models are, needed. Descriptors, directories with descriptors or well-known ONNX files,
 *       separated by commas; {@code docs/local-models.md} explains them. The tags of several models are put together.
 *   <li>{@code threads}: of each model, for one image; 0, the default, for one a physical core.
 *   <li>{@code min-confidence}: tags below, in percent, are left out; 20 unless set.
 *   <li>{@code raw-scores}: whether confidences are the models' own scores instead of calibrated ones, to calibrate anew with
 *       {@code examples/evaluate}; false unless set.
 * </ul>
 *
 * Images leave the JVM for nowhere, and nothing is downloaded.
 */
public final class DjlProviderFactory implements AiTaggingProviderFactory {

    /** The provider's name. */
    public static final String NAME = "djl";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public AiTaggingProvider create(ProviderSettings settings) {
        String model = settings.requiredText("model");
        int threads = settings.integer("threads", 0, 0, 1024);
        double minConfidence = settings.number("min-confidence", 20, 0, 100);
        boolean rawScores = settings.flag("raw-scores", false);
        settings.rejectUnknown();
        return new DjlProvider(DescriptorFinder.find(model), threads, new TagMerger(minConfidence, rawScores));
    }
}
