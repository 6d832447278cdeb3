package dev.tagging.provider.pixels;

import dev.tagging.TagCategory;
import dev.tagging.spi.AiTag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Colourfulness and light of a picture as a whole. */
final class Impression {

    private final double colorfulness;
    private final double strayChroma;
    private final double meanLightness;
    private final double contrast;

    private Impression(double colorfulness, double strayChroma, double meanLightness, double contrast) {
        this.colorfulness = colorfulness;
        this.strayChroma = strayChroma;
        this.meanLightness = meanLightness;
        this.contrast = contrast;
    }

    /** Measures the visible pixels. */
    static Impression of(Picture picture) {
        int[] seen =
                IntStream.range(0, picture.size()).filter(picture::isOpaque).toArray();
        int count = Math.max(1, seen.length);
        double[] lightness = new double[seen.length];
        double[] chroma = new double[seen.length];
        double[] lab = new double[3];
        double a = 0;
        double b = 0;
        for (int i = 0; i < seen.length; i++) {
            toLab(picture, seen[i], lab);
            lightness[i] = lab[0];
            a += lab[1] / count;
            b += lab[2] / count;
        }
        for (int i = 0; i < seen.length; i++) {
            toLab(picture, seen[i], lab);
            chroma[i] = Math.hypot(lab[1] - a, lab[2] - b);
        }
        Arrays.sort(lightness);
        Arrays.sort(chroma);
        double mean = Arrays.stream(lightness).average().orElse(0);
        return new Impression(
                colorfulness(picture, seen),
                quantile(chroma, 0.98),
                mean,
                quantile(lightness, 0.95) - quantile(lightness, 0.05));
    }

    List<AiTag> tags() {
        List<AiTag> tags = new ArrayList<>();
        add(tags, "monochrome", MONOCHROME.percent(-strayChroma));
        add(tags, "colorful", COLORFUL.percent(colorfulness));
        add(tags, "dark", DARK.percent(-meanLightness));
        add(tags, "bright", BRIGHT.percent(meanLightness));
        add(tags, "high contrast", HIGH_CONTRAST.percent(contrast));
        return tags;
    }

    /** 98 % of the pixels are within this much chroma of the picture's mean: a tint does not make colours. */
    private static final Calibration MONOCHROME = Calibration.through(-0.030, 0, -0.020, 60, -0.012, 95);

    /** Hasler and Süsstrunk's own scale calls 45 averagely, 59 quite, 82 highly and 109 extremely colourful. */
    private static final Calibration COLORFUL = Calibration.through(45, 0, 59, 60, 70, 75, 82, 90, 109, 98);

    private static final Calibration DARK = Calibration.through(-0.42, 0, -0.36, 60, -0.30, 80, -0.20, 95);
    private static final Calibration BRIGHT = Calibration.through(0.74, 0, 0.80, 60, 0.85, 80, 0.92, 95);
    private static final Calibration HIGH_CONTRAST = Calibration.through(0.70, 0, 0.78, 60, 0.84, 80, 0.92, 92);

    private static void add(List<AiTag> tags, String name, double percent) {
        if (percent > 0) {
            tags.add(AiTag.of(name, TagCategory.ATTRIBUTE, percent));
        }
    }

    private static void toLab(Picture picture, int index, double[] lab) {
        OkLab.convert(
                OkLab.linear(picture.red(index)),
                OkLab.linear(picture.green(index)),
                OkLab.linear(picture.blue(index)),
                lab);
    }

    /**
     * Spread and mean of the two opponent colours red-green and yellow-blue.
     *
     * @see <a href="https://doi.org/10.1117/12.477378">Hasler &amp; Süsstrunk, Measuring colourfulness in natural images,
     *     2003, equation 10</a>
     */
    private static double colorfulness(Picture picture, int[] seen) {
        double sumRg = 0;
        double sumYb = 0;
        double squareRg = 0;
        double squareYb = 0;
        for (int i : seen) {
            double rg = picture.red(i) - picture.green(i);
            double yb = (picture.red(i) + picture.green(i)) / 2.0 - picture.blue(i);
            sumRg += rg;
            sumYb += yb;
            squareRg += rg * rg;
            squareYb += yb * yb;
        }
        int count = Math.max(1, seen.length);
        double meanRg = sumRg / count;
        double meanYb = sumYb / count;
        double variance = squareRg / count - meanRg * meanRg + squareYb / count - meanYb * meanYb;
        return Math.sqrt(Math.max(0, variance)) + 0.3 * Math.hypot(meanRg, meanYb);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
