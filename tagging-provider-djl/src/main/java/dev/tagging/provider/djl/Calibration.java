package dev.tagging.provider.djl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Turns a model's score into the probability, in percent, that a person would agree: straight lines between points, as an
 * isotonic regression gives them (B. Zadrozny and C. Elkan, KDD 2002), so that a better score never means a lesser
 * probability. Below the first and above the last point the line is flat.
 */
final class Calibration {

    /** For models nobody has calibrated: their scores are believed. */
    static final Calibration IDENTITY = new Calibration(List.of(new Point(0, 0), new Point(1, 100)));

    private record Point(double score, double percent) {}

    private final List<Point> points;

    private Calibration(List<Point> points) {
        this.points = points;
    }

    /**
     * Reads {@code 0.2:5, 0.5:45, 0.9:92}.
     *
     * @throws IllegalArgumentException when it is no table, is not monotone, or a number is out of its range
     */
    static Calibration parse(String text) {
        List<Point> points = new ArrayList<>();
        for (String pair : text.split(",")) {
            String[] numbers = pair.split(":", -1);
            if (numbers.length != 2) {
                throw new IllegalArgumentException("'" + pair.strip() + "' is not of the form score:percent");
            }
            points.add(new Point(number(numbers[0]), number(numbers[1])));
        }
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (!(point.score >= 0 && point.score <= 1 && point.percent >= 0 && point.percent <= 100)) {
                throw new IllegalArgumentException("scores are 0 to 1 and percents 0 to 100, not " + format(point));
            }
            if (i > 0 && !(point.score > points.get(i - 1).score && point.percent >= points.get(i - 1).percent)) {
                throw new IllegalArgumentException("scores have to grow and percents must not fall: "
                        + format(points.get(i - 1)) + ", " + format(point));
            }
        }
        return new Calibration(List.copyOf(points));
    }

    double percent(double score) {
        Point before = points.get(0);
        if (score <= before.score) {
            return before.percent;
        }
        for (Point after : points.subList(1, points.size())) {
            if (score <= after.score) {
                double way = (score - before.score) / (after.score - before.score);
                return before.percent + way * (after.percent - before.percent);
            }
            before = after;
        }
        return before.percent;
    }

    /** In the form that {@link #parse} reads. */
    @Override
    public String toString() {
        return points.stream().map(Calibration::format).collect(Collectors.joining(", "));
    }

    private static String format(Point point) {
        return String.format(Locale.ROOT, "%s:%s", point.score, point.percent);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text.strip() + "' is no number", e);
        }
    }
}
