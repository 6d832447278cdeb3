package dev.tagging.spi;

import dev.tagging.image.ImageContent;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at images and says what is on them. Instances are shared: every method but {@link #close()} may be called by
 * several threads at once. Errors are {@link AiProviderException}s; anything else thrown counts as a bug of the provider
 * and as a transient failure of that image.
 */
public interface AiTaggingProvider extends AutoCloseable {

    /**
     * Analyses one image. May block until {@link AnalysisContext#deadline()}; long computations look at
     * {@link AnalysisContext#isCancelled()} often and then stop with a transient error.
     *
     * @return at most {@link AnalysisContext#maxTags()} tags are kept, so the best ones first; none when nothing was seen
     * @throws AiProviderException saying by its type whether to retry, wait, give up on this image, or stop
     */
    ImageAnalysis analyzeImage(ImageContent image, AnalysisContext context);

    /**
     * Analyses several images, at most {@link ProviderInfo#maxBatch()} of them. One image's error never fails another's.
     *
     * @return one result for each image, in their order
     */
    default List<AnalysisResult> analyzeImages(List<ImageContent> images, AnalysisContext context) {
        List<AnalysisResult> results = new ArrayList<>(images.size());
        for (ImageContent image : images) {
            results.add(AnalysisResult.of(() -> analyzeImage(image, context)));
        }
        return List.copyOf(results);
    }

    /** Who this is. Constant over the life of the instance, cheap, and callable before any model is loaded. */
    ProviderInfo info();

    /**
     * Frees what the provider holds. Called once, after the last analysis has returned; analyses started later fail with
     * {@link AiProviderException.Misconfigured}.
     */
    @Override
    void close();
}
