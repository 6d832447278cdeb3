package dev.tagging.provider.djl;

import dev.tagging.provider.djl.LabelSet.TagScore;
import java.util.List;

/** Makes tags of a model's numbers. */
interface Scoring {

    /** @throws IllegalArgumentException when the shape is not what {@link #requireShape} wants */
    List<TagScore> score(float[] values, long[] shape);

    /**
     * Checks an output of known size.
     *
     * @throws IllegalArgumentException saying what would fit
     */
    void requireShape(long[] shape);
}
