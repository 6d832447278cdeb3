package dev.tagging.provider.pixels;

/**
 * A monotone map from a measurement to the probability in percent that a person would agree: straight lines between knots,
 * constant beyond the first and the last.
 */
final class Calibration {

    private final double[] knots;

    private Calibration(double... knots) {
        this.knots = knots;
        for (int i = 2; i < knots.length; i += 2) {
            if (knots[i] <= knots[i - 2] || knots[i + 1] < knots[i - 1]) {
                throw new IllegalArgumentException("not monotone at knot " + i / 2);
            }
        }
    }

    /**
     * A map through these knots.
     *
     * @param knots measurement and percent by turns; measurements rise, percents do not fall
     */
    static Calibration through(double... knots) {
        return new Calibration(knots.clone());
    }

    double percent(double measurement) {
        int last = knots.length - 2;
        if (measurement <= knots[0]) {
            return knots[1];
        }
        for (int i = 2; i <= last; i += 2) {
            if (measurement <= knots[i]) {
                double part = (measurement - knots[i - 2]) / (knots[i] - knots[i - 2]);
                return knots[i - 1] + part * (knots[i + 1] - knots[i - 1]);
            }
        }
        return knots[last + 1];
    }
}
