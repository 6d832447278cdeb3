package dev.tagging.engine;

import dev.tagging.ConfidenceBand;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tag that a pipeline gives an image.
 *
 * @param opinions who says so, one for each provider and model, surest first; never empty
 */
record SelectedTag(TagName name, TagCategory category, List<Opinion> opinions) {

    SelectedTag {
        opinions = List.copyOf(opinions);
    }

    Opinion surest() {
        return opinions.get(0);
    }

    /** The same, kept for later instead of shown. */
    SelectedTag heldBack() {
        return new SelectedTag(
                name, category, opinions.stream().map(Opinion::heldBack).toList());
    }

    /** What one model thinks of a tag. */
    record Opinion(String provider, String model, @Nullable Double confidence, ConfidenceBand band) {

        /** Surest band first, in it scored ones by falling confidence, then those without a score. */
        static final Comparator<Opinion> SUREST_FIRST = Comparator.comparing(Opinion::band)
                .thenComparing(Opinion::confidence, Comparator.nullsLast(Comparator.reverseOrder()));

        Opinion heldBack() {
            return new Opinion(provider, model, confidence, ConfidenceBand.LOW);
        }
    }
}
