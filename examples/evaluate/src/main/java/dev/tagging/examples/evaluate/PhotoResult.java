package dev.tagging.examples.evaluate;

import dev.tagging.ConfidenceBand;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.examples.evaluate.Truth.Photo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate said of a photo.
 *
 * @param tags best first
 * @param millis how long it took
 * @param error why there is no answer; empty when there is one
 */
record PhotoResult(Photo photo, List<JudgedTag> tags, double millis, BigDecimal cost, Optional<String> error) {

    /**
     * A tag as people would see it.
     *
     * @param confidence null when the provider gave none
     * @param band empty when it would not even be stored
     */
    record JudgedTag(
            TagName name,
            TagCategory category,
            @Nullable Double confidence,
            Optional<ConfidenceBand> band,
            Verdict verdict) {

        /** Whether people see it without asking. */
        boolean isShown() {
            return band.map(ConfidenceBand::isShown).orElse(false);
        }
    }

    List<JudgedTag> shown() {
        return tags.stream().filter(JudgedTag::isShown).toList();
    }
}
