package dev.tagging.provider.djl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A thing that a detector sees.
 *
 * @param label index of its class
 */
record Box(int label, float score, float left, float top, float right, float bottom) {

    /** The area that both cover, as a share of the area that one of them covers; 0 when they do not touch. */
    double overlap(Box other) {
        double width = Math.min(right, other.right) - Math.max(left, other.left);
        double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double common = width * height;
        return common / (area() + other.area() - common);
    }

    /**
     * Keeps of boxes that overlap the best one (greedy non-maximum suppression, A. Neubeck and L. Van Gool, ICPR 2006).
     *
     * @param limit overlap from which two boxes are one thing
     * @param acrossClasses whether boxes of different classes can be one thing
     * @return best first
     */
    static List<Box> suppress(List<Box> boxes, double limit, boolean acrossClasses) {
        List<Box> kept = new ArrayList<>();
        List<Box> bestFirst = boxes.stream()
                .sorted(Comparator.comparingDouble(Box::score).reversed())
                .toList();
        for (Box box : bestFirst) {
            boolean known = kept.stream()
                    .anyMatch(better -> (acrossClasses || better.label == box.label) && better.overlap(box) >= limit);
            if (!known) {
                kept.add(box);
            }
        }
        return kept;
    }

    private double area() {
        return (double) (right - left) * (bottom - top);
    }
}
