package dev.tagging.provider.djl;

import dev.tagging.provider.djl.BoxLayout.Candidates;
import dev.tagging.provider.djl.InputSpec.Size;
import dev.tagging.provider.djl.LabelSet.TagScore;
import dev.tagging.provider.djl.ModelDescriptor.Detection;
import java.util.Arrays;
import java.util.List;

/** Boxes; each class has the score of its best one. */
final class Detector implements Scoring {

    private final Detection task;
    private final LabelSet labels;
    private final double threshold;
    private final Size input;

    Detector(Detection task, LabelSet labels, double threshold, Size input) {
        this.task = task;
        this.labels = labels;
        this.threshold = threshold;
        this.input = input;
    }

    @Override
    public List<TagScore> score(float[] values, long[] shape) {
        float[] scores = new float[labels.size()];
        for (Box box : boxes(values, shape)) {
            scores[box.label()] = Math.max(scores[box.label()], box.score());
        }
        return labels.score(scores, false, threshold);
    }

    /** Best first, none for the same thing twice. */
    List<Box> boxes(float[] values, long[] shape) {
        List<Box> boxes = task.layout().decode(candidates(values, shape), input, task.activation(), threshold);
        return Box.suppress(boxes, task.overlap(), task.acrossClasses());
    }

    @Override
    public void requireShape(long[] shape) {
        candidates(new float[0], shape);
    }

    /** Numbers lie candidate by candidate or number by number; the dimension that has as many as there are tells which. */
    private Candidates candidates(float[] values, long[] shape) {
        int width = task.layout().header() + labels.size();
        int last = shape.length - 1;
        boolean matrix = last >= 1
                && Arrays.stream(shape, 0, last - 1).allMatch(dimension -> dimension == 1)
                && (shape[last] == width || shape[last - 1] == width);
        if (!matrix) {
            throw new IllegalArgumentException(task.layout() + " with " + labels.size() + " labels has " + width
                    + " numbers for each candidate, not " + Arrays.toString(shape));
        }
        boolean byCandidate = shape[last] == width;
        int count = (int) (byCandidate ? shape[last - 1] : shape[last]);
        return byCandidate ? new Rows(values, count, width) : new Columns(values, count, width);
    }

    @SuppressWarnings("ArrayRecordComponent") // a view, compared by nobody
    private record Rows(float[] values, int count, int width) implements Candidates {
        @Override
        public float get(int candidate, int number) {
            return values[candidate * width + number];
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // a view, compared by nobody
    private record Columns(float[] values, int count, int width) implements Candidates {
        @Override
        public float get(int candidate, int number) {
            return values[number * count + candidate];
        }
    }
}
