package dev.tagging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tag as people see it on an image: the strongest of all that was said about this image and this name. A person's word
 * comes before any provider's, then the surer band, then the higher confidence.
 *
 * @param category null when neither the vocabulary nor a provider knew one
 * @param confidence probability in percent (0 to 100) that a person would agree; null for people and for providers that
 *     give no score
 * @param model the model that said it; null when a person did
 * @param createdAt when the strongest assertion was made
 */
public record ImageTag(
        TagName name,
        @Nullable TagCategory category,
        TagSource source,
        @Nullable Double confidence,
        ConfidenceBand band,
        @Nullable String model,
        Instant createdAt) {}
