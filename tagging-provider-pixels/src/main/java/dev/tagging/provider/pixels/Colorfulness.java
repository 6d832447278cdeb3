package dev.tagging.provider.pixels;

import dev.tagging.spi.AiTag;
import java.util.Arrays;
import java.util.List;

/** Colorful or monochrome, seldom either, never both. */
final class Colorfulness {

    /**
     * Hasler and Süsstrunk's own scale calls 45 averagely, 59 quite, 82 highly and 109 extremely colourful.
     *
     * @see <a href="https://doi.org/10.1117/12.477378">Measuring colourfulness in natural images, 2003, table 2</a>
     */
    private static final Calibration STRENGTH = Calibration.through(45, 0, 59, 70, 82, 90, 109, 98);

    /**
     * A blue sea is strong in colour but not colorful. Counts hues as the exponential of their entropy, so that ten equally
     * frequent ones are ten and rare ones hardly count (Hill, Diversity and evenness, 1973). On the test photos people call
     * those with more than five colorful.
     */
    private static final Calibration VARIETY = Calibration.through(3.5, 0, 4.6, 50, 5.0, 75, 6.5, 95);

    /** Chroma in OKLab from which a pixel adds to the variety. */
    private static final double VIVID = 0.08;

    /** Of the chroma that 98 % of the pixels stay below, apart from the mean: a tint does not make colours. */
    private static final Calibration MONOCHROME = Calibration.through(-0.030, 0, -0.020, 60, -0.012, 95);

    private Colorfulness() {}

    /** None when there is nothing to see. */
    static List<AiTag> tags(Picture picture, LabPixels pixels) {
        if (pixels.count() == 0) {
            return List.of();
        }
        double colorful = Math.min(STRENGTH.percent(strength(picture)), VARIETY.percent(variety(picture, pixels)));
        double[] stray = pixels.strayChroma();
        double mostStray = stray[(int) Math.round(0.98 * (stray.length - 1))];
        return List.of(
                Tags.attribute("colorful", colorful), Tags.attribute("monochrome", MONOCHROME.percent(-mostStray)));
    }

    /** Spread and mean of the two opponent colours red-green and yellow-blue (Hasler &amp; Süsstrunk, equation 10). */
    private static double strength(Picture picture) {
        double sumRg = 0;
        double sumYb = 0;
        double squareRg = 0;
        double squareYb = 0;
        int count = 0;
        for (int i = 0; i < picture.size(); i++) {
            if (picture.isOpaque(i)) {
                double rg = picture.red(i) - picture.green(i);
                double yb = (picture.red(i) + picture.green(i)) / 2.0 - picture.blue(i);
                sumRg += rg;
                sumYb += yb;
                squareRg += rg * rg;
                squareYb += yb * yb;
                count++;
            }
        }
        double meanRg = sumRg / count;
        double meanYb = sumYb / count;
        double variance = squareRg / count - meanRg * meanRg + squareYb / count - meanYb * meanYb;
        return Math.sqrt(Math.max(0, variance)) + 0.3 * Math.hypot(meanRg, meanYb);
    }

    private static double variety(Picture picture, LabPixels pixels) {
        ColorNaming naming = ColorNaming.instance();
        double[] byName = new double[ColorName.values().length];
        double sum = 0;
        for (int i = 0; i < pixels.count(); i++) {
            double vivid = Math.max(0, pixels.chroma(i) - VIVID);
            int index = pixels.index(i);
            int cell = ColorNaming.cell(picture.red(index), picture.green(index), picture.blue(index));
            for (int name = 0; name < byName.length && vivid > 0; name++) {
                byName[name] += vivid * naming.membership(cell, name);
            }
            sum += vivid;
        }
        double all = Math.max(sum, Double.MIN_NORMAL);
        double entropy = Arrays.stream(byName)
                .filter(part -> part > 0)
                .map(part -> -part / all * Math.log(part / all))
                .sum();
        return Math.exp(entropy);
    }
}
