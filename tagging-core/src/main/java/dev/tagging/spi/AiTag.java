package dev.tagging.spi;

import dev.tagging.TagCategory;
import org.jspecify.annotations.Nullable;

/**
 * One thing a provider saw.
 *
 * @param name as the provider says it; it is cleaned into a {@link dev.tagging.TagName} later, and dropped where none comes
 *     of it
 * @param category null when the provider does not know; the built-in vocabulary stands above it either way
 * @param confidence probability in percent (0 to 100) that a person would agree; null when there is no score. Raw scores
 *     are mapped by the provider's own monotone calibration first, never made up
 */
public record AiTag(String name, @Nullable TagCategory category, @Nullable Double confidence) {

    public AiTag {
        if (confidence != null && !(confidence >= 0 && confidence <= 100)) {
            throw new IllegalArgumentException("confidence is 0 to 100 percent, not " + confidence);
        }
    }

    public static AiTag of(String name, double confidence) {
        return new AiTag(name, null, confidence);
    }

    public static AiTag of(String name, TagCategory category, double confidence) {
        return new AiTag(name, category, confidence);
    }
}
