package dev.tagging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which images a backfill covers.
 *
 * @param pipeline the pipeline to tag them with
 * @param retag whether images that the pipeline has tagged before are tagged again, for instance with a new model
 * @param createdFrom only images created then or later; null for no limit
 * @param createdBefore only images created before; null for no limit
 */
public record BackfillRequest(
        String pipeline, boolean retag, @Nullable Instant createdFrom, @Nullable Instant createdBefore) {

    /** All images the pipeline has not seen. */
    public static BackfillRequest of(String pipeline) {
        return new BackfillRequest(pipeline, false, null, null);
    }

    /** All images, seen or not. */
    public BackfillRequest withRetagging() {
        return new BackfillRequest(pipeline, true, createdFrom, createdBefore);
    }
}
