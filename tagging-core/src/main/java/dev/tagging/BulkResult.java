package dev.tagging;

import java.util.List;
import java.util.Map;

/**
 * What a bulk operation did, image by image.
 *
 * @param outcomes one entry for each distinct image asked for, in the order of the request
 */
public record BulkResult(Map<ImageId, Outcome> outcomes) {

    /** What happened to one image. */
    public enum Outcome {
        /** At least one tag changed. */
        CHANGED,
        /** Everything was as wanted before. */
        UNCHANGED,
        /** The image is not registered; the others are not affected. */
        UNKNOWN_IMAGE
    }

    public BulkResult {
        outcomes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(outcomes));
    }

    /** The images with that outcome, in the order of the request. */
    public List<ImageId> images(Outcome outcome) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getValue() == outcome)
                .map(Map.Entry::getKey)
                .toList();
    }
}
