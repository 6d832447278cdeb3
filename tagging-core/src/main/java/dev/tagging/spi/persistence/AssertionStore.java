package dev.tagging.spi.persistence;

import dev.tagging.ConfidenceBand;
import dev.tagging.ImageTag;
import dev.tagging.RemovedTag;
import dev.tagging.TagName;
import dev.tagging.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who said which tag of which image, and what people took off. */
public interface AssertionStore {

    /** What people see on each image down to {@code lowest}, sorted as {@link dev.tagging.TagService#tagsOf} says. */
    Map<Integer, List<ImageTag>> shown(Collection<Integer> imageNumbers, ConfidenceBand lowest);

    /** What people removed from an image, most recent first. */
    List<RemovedTag> removed(int imageNumber);

    /** Names shown on a locked image that rest on a person or on another pipeline than {@code pipeline}. */
    Set<TagName> shownWithout(int imageNumber, String pipeline);

    /** A person says these; removals of them end. Returns the pairs for which anything changed. Images are locked. */
    Set<ImageAndTag> add(Collection<ImageAndTag> pairs, UserId user);

    /** A person removes these. Returns the pairs for which anything changed. Images are locked. */
    Set<ImageAndTag> remove(Collection<ImageAndTag> pairs, UserId user);

    /** Ends removals. Returns the pairs for which there was one. Images are locked. */
    Set<ImageAndTag> restore(Collection<ImageAndTag> pairs, UserId user);

    /** The number of a source of AI assertions, which is created when needed. */
    int sourceNumber(AiSource source);

    /** Makes {@code assertions} all that {@code pipeline} says of a locked image. Equal ones keep their date. */
    void replace(int imageNumber, String pipeline, Collection<AiAssertion> assertions);

    /**
     * Deletes what {@code model} said of the next {@code limit} images of the tenant it said anything of, in ascending order
     * behind {@code after} (0 to begin).
     */
    Retracted retract(int tenant, String model, int after, int limit);

    /**
     * A batch of retracted assertions.
     *
     * @param lastImage where the next batch begins; 0 when nothing was left
     */
    record Retracted(int assertions, int lastImage) {}

    /** A pair of numbers. */
    record ImageAndTag(int image, int tag) implements Comparable<ImageAndTag> {
        @Override
        public int compareTo(ImageAndTag other) {
            int byImage = Integer.compare(image, other.image);
            return byImage != 0 ? byImage : Integer.compare(tag, other.tag);
        }
    }

    /** Who speaks, when it is not a person. */
    record AiSource(String pipeline, String provider, String model) {}

    /** What an AI source says of the image at hand. */
    record AiAssertion(int tag, int source, @Nullable Double confidence, ConfidenceBand band) {}
}
