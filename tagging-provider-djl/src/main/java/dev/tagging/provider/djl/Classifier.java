package dev.tagging.provider.djl;

import dev.tagging.provider.djl.LabelSet.TagScore;
import dev.tagging.provider.djl.ModelDescriptor.Classification;
import java.util.Arrays;
import java.util.List;

/** One score a class, in whatever shape: {@code [1, 1000]}, {@code [1, 1000, 1, 1]}. */
final class Classifier implements Scoring {

    private final Classification task;
    private final LabelSet labels;
    private final double threshold;

    Classifier(Classification task, LabelSet labels, double threshold) {
        this.task = task;
        this.labels = labels;
        this.threshold = threshold;
    }

    @Override
    public List<TagScore> score(float[] values, long[] shape) {
        requireShape(shape);
        return labels.score(task.activation().apply(values), task.exclusive(), threshold);
    }

    @Override
    public void requireShape(long[] shape) {
        long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        if (size != labels.size()) {
            throw new IllegalArgumentException(
                    "the model has " + size + " classes and the labels are " + labels.size());
        }
    }
}
