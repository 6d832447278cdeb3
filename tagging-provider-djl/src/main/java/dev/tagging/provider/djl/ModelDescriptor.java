package dev.tagging.provider.djl;

import dev.tagging.TagCategory;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a model that its file does not say itself. {@link DescriptorReader} reads it from a file, whose keys
 * {@code docs/local-models.md} explains.
 *
 * @param name stored with every tag, together with {@code version}
 * @param file the weights; not looked at before the model is loaded
 * @param category of all tags but those in {@code categories}; null to leave it to the vocabulary
 * @param threshold tags with a lesser raw score are dropped
 * @param calibrations for tags whose scores mean something else than those of the others
 */
record ModelDescriptor(
        String name,
        String version,
        Path file,
        Task task,
        LabelSet labels,
        InputSpec input,
        @Nullable String output,
        @Nullable TagCategory category,
        Map<String, TagCategory> categories,
        double threshold,
        Calibration calibration,
        Map<String, Calibration> calibrations) {

    /** Name and version, as stored. */
    String id() {
        return version.isEmpty() ? name : name + ":" + version;
    }

    @Nullable
    TagCategory categoryOf(String tag) {
        TagCategory own = categories.get(tag);
        return own == null ? category : own;
    }

    double percent(String tag, double score) {
        return calibrations.getOrDefault(tag, calibration).percent(score);
    }

    /** What the model's output means. */
    sealed interface Task {}

    /**
     * One score a class.
     *
     * @param exclusive whether exactly one class is right
     */
    record Classification(Activation activation, boolean exclusive) implements Task {}

    /**
     * Boxes with one score a class each.
     *
     * @param activation of objectness and class scores, where the model does not do it
     * @param overlap of two boxes, as intersection over union, from which they are taken for the same thing
     * @param acrossClasses whether overlapping boxes of different classes are one thing too
     */
    record Detection(BoxLayout layout, Activation activation, double overlap, boolean acrossClasses) implements Task {}
}
