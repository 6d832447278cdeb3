package dev.tagging.provider.djl;

import java.util.ArrayList;
import java.util.List;

/**
 * How a detector of the YOLO family lays out its boxes. Of each candidate there are the centre, width and height in pixels of
 * the input, then the scores.
 */
enum BoxLayout {
    /**
     * {@code [1, candidates, 5 + classes]}, not decoded: offsets to the cells of grids with steps of 8, 16, 32 (and 64) pixels,
     * logarithms of width and height in steps; objectness times class (Z. Ge et al., "YOLOX", 2021, and its export to ONNX).
     */
    YOLOX(true) {
        @Override
        List<Box> decode(Candidates raw, InputSpec.Size input, Activation activation, double threshold) {
            List<Box> boxes = new ArrayList<>();
            int candidate = 0;
            for (int step = 8; candidate < raw.count(); step *= 2) {
                int columns = input.width() / step;
                int rows = input.height() / step;
                if (columns == 0 || rows == 0) {
                    throw new IllegalArgumentException(raw.count() + " candidates do not fit the grids of " + input);
                }
                for (int cell = 0; cell < columns * rows && candidate < raw.count(); cell++, candidate++) {
                    int column = cell % columns;
                    int row = cell / columns;
                    addBox(
                            boxes,
                            raw,
                            candidate,
                            (raw.get(candidate, 0) + column) * step,
                            (raw.get(candidate, 1) + row) * step,
                            (float) Math.exp(raw.get(candidate, 2)) * step,
                            (float) Math.exp(raw.get(candidate, 3)) * step,
                            activation,
                            threshold);
                }
            }
            return boxes;
        }
    },
    /** {@code [1, candidates, 5 + classes]}, decoded; objectness times class (the export of Ultralytics' YOLOv5). */
    YOLOV5(true),
    /** {@code [1, 4 + classes, candidates]}, decoded; no objectness (the export of Ultralytics' YOLOv8 and later). */
    YOLOV8(false);

    private final boolean objectness;

    BoxLayout(boolean objectness) {
        this.objectness = objectness;
    }

    /** Numbers of a candidate before those of the classes. */
    int header() {
        return objectness ? 5 : 4;
    }

    /** The boxes whose best class has at least {@code threshold}, in no order. */
    List<Box> decode(Candidates raw, InputSpec.Size input, Activation activation, double threshold) {
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < raw.count(); i++) {
            addBox(boxes, raw, i, raw.get(i, 0), raw.get(i, 1), raw.get(i, 2), raw.get(i, 3), activation, threshold);
        }
        return boxes;
    }

    void addBox(
            List<Box> boxes,
            Candidates raw,
            int candidate,
            float x,
            float y,
            float width,
            float height,
            Activation activation,
            double threshold) {
        int best = header();
        for (int i = best + 1; i < raw.width(); i++) {
            if (raw.get(candidate, i) > raw.get(candidate, best)) {
                best = i;
            }
        }
        float score = score(raw.get(candidate, best), activation);
        if (objectness) {
            score *= score(raw.get(candidate, 4), activation);
        }
        if (score >= threshold) {
            boxes.add(new Box(best - header(), score, x - width / 2, y - height / 2, x + width / 2, y + height / 2));
        }
    }

    /** Of single values, so softmax makes no sense here and is refused when the descriptor is read. */
    private static float score(float value, Activation activation) {
        return activation == Activation.SIGMOID ? Activation.sigmoid(value) : value;
    }

    /** The numbers of all candidates. */
    interface Candidates {
        int count();

        /** How many numbers a candidate has. */
        int width();

        float get(int candidate, int number);
    }
}
