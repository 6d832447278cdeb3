package dev.tagging.provider.pixels;

import dev.tagging.spi.AiTag;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Dark, bright, high contrast: from the lightness of the visible pixels in OKLab. The knots were set on the project's test
 * photos, whose mean lightness is 0.33 to 0.77 and of which the darkest few look dark.
 */
final class Light {

    private static final Calibration DARK = Calibration.through(-0.45, 0, -0.42, 50, -0.39, 70, -0.30, 85, -0.20, 95);
    private static final Calibration BRIGHT = Calibration.through(0.70, 0, 0.74, 50, 0.78, 70, 0.86, 90);

    /** Of the range that 90 % of the pixels span. */
    private static final Calibration HIGH_CONTRAST = Calibration.through(0.70, 0, 0.74, 50, 0.80, 70, 0.90, 90);

    private Light() {}

    /** None when there is nothing to see. */
    static List<AiTag> tags(LabPixels pixels) {
        if (pixels.count() == 0) {
            return List.of();
        }
        double[] lightness = IntStream.range(0, pixels.count())
                .mapToDouble(pixels::lightness)
                .sorted()
                .toArray();
        double mean = Arrays.stream(lightness).average().orElse(0);
        double range = quantile(lightness, 0.95) - quantile(lightness, 0.05);
        return List.of(
                Tags.attribute("dark", DARK.percent(-mean)),
                Tags.attribute("bright", BRIGHT.percent(mean)),
                Tags.attribute("high contrast", HIGH_CONTRAST.percent(range)));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
