package dev.tagging.provider.moondream;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Turns what a model shows of its certainty into the probability that a person would agree, both in percent. A table of
 * points with straight lines between them, never falling; before the first and after the last point it is level.
 *
 * <p>Written as {@code evidence:confidence} pairs, {@code 0:20, 50:60, 100:90}, or {@code none} to let evidence through as it
 * is: to measure a new table, run {@code examples/evaluate} with {@code none} and read the table off its reliability column.
 */
final class Calibration {

    private final NavigableMap<Double, Double> points;

    private Calibration(NavigableMap<Double, Double> points) {
        this.points = points;
    }

    /**
     * Reads a table.
     *
     * @param setting its name, for messages
     * @throws Misconfigured when it is no table, falls, or leaves 0 to 100
     */
    static Calibration of(String setting, String text) {
        if (text.strip().toLowerCase(Locale.ROOT).equals("none")) {
            return of(setting, "0:0, 100:100");
        }
        NavigableMap<Double, Double> points = new TreeMap<>();
        for (String pair : text.split(",")) {
            List<Double> sides = numbers(setting, pair);
            if (points.put(sides.get(0), sides.get(1)) != null) {
                throw new Misconfigured("setting '" + setting + "' has two values for " + sides.get(0));
            }
        }
        double last = 0;
        for (double confidence : points.values()) {
            if (confidence < last) {
                throw new Misconfigured(
                        "setting '" + setting + "' must not fall, but goes from " + last + " to " + confidence);
            }
            last = confidence;
        }
        return new Calibration(points);
    }

    /** The confidence for an evidence, in percent. */
    double confidence(double evidence) {
        var before = points.floorEntry(evidence);
        var after = points.ceilingEntry(evidence);
        if (before == null) {
            return points.firstEntry().getValue();
        }
        if (after == null || after.getKey().equals(before.getKey())) {
            return before.getValue();
        }
        double share = (evidence - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue() + share * (after.getValue() - before.getValue());
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return points.entrySet().stream()
                .map(point -> point.getKey() + ":" + point.getValue())
                .collect(Collectors.joining(", "));
    }

    private static List<Double> numbers(String setting, String pair) {
        String[] sides = pair.strip().split(":", -1);
        try {
            double evidence = Double.parseDouble(sides[0]);
            double confidence = Double.parseDouble(sides[sides.length - 1]);
            if (sides.length == 2 && isPercent(evidence) && isPercent(confidence)) {
                return List.of(evidence, confidence);
            }
        } catch (NumberFormatException e) {
            throw new Misconfigured(message(setting, pair), e);
        }
        throw new Misconfigured(message(setting, pair));
    }

    private static String message(String setting, String pair) {
        return "setting '" + setting + "' must be pairs of percentages such as 0:20, 100:90, or none, not '"
                + pair.strip() + "'";
    }

    private static boolean isPercent(double value) {
        return value >= 0 && value <= 100;
    }
}
