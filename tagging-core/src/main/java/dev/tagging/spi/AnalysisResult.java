package dev.tagging.spi;

import java.util.function.Supplier;

/** What became of one image of a batch. */
public sealed interface AnalysisResult {

    record Analyzed(ImageAnalysis analysis) implements AnalysisResult {}

    record Failed(AiProviderException error) implements AnalysisResult {}

    /** Returns the analysis.
     *
     * @throws AiProviderException the error of this image, where there was one
     */
    default ImageAnalysis orThrow() {
        if (this instanceof Failed failed) {
            throw failed.error();
        }
        return ((Analyzed) this).analysis();
    }

    /** Runs one analysis and catches its provider error; other exceptions pass through. */
    static AnalysisResult of(Supplier<ImageAnalysis> analysis) {
        try {
            return new Analyzed(analysis.get());
        } catch (AiProviderException e) {
            return new Failed(e);
        }
    }
}
