package dev.tagging.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider saw on one image.
 *
 * @param tags best first; of several that clean to one name the surest counts
 * @param verdict null when the provider does not moderate
 * @param usage what the call consumed
 * @param model the model that answered, which remote services may choose themselves; stored with every tag
 */
public record ImageAnalysis(List<AiTag> tags, @Nullable ModerationVerdict verdict, Usage usage, String model) {

    public ImageAnalysis {
        tags = List.copyOf(tags);
    }

    /** An analysis that cost nothing and judged nothing. */
    public static ImageAnalysis of(List<AiTag> tags, String model) {
        return new ImageAnalysis(tags, null, Usage.NONE, model);
    }
}
