package dev.tagging.provider.pixels;

import dev.tagging.TagCategory;
import dev.tagging.spi.AiTag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which of the colours of a picture a person would name. Area alone does not tell: people name the red parrot, not the grey
 * behind it. A logistic regression on five features weighs area against vividness and place; its weights were fitted to the
 * hand-written colours of 37 photos, {@code ColorReport} in the tests refits and cross-validates them.
 */
final class ColorTagger {

    /** Keeps logarithms of small areas finite: less than half a percent is nothing. */
    static final double SMALL = 0.004;

    private static final double AREA = 0.4;
    private static final double CHROMA_SHARE = 0.63;
    private static final double CENTER = 3.21;
    private static final double FLAT_AREA = 2.25;
    private static final double VIVIDNESS = 16.0;

    private static final Map<ColorName, Double> BIASES = Map.ofEntries(
            Map.entry(ColorName.BLACK, 0.59),
            Map.entry(ColorName.GREY, -1.21),
            Map.entry(ColorName.WHITE, 2.18),
            Map.entry(ColorName.RED, 1.70),
            Map.entry(ColorName.ORANGE, -0.36),
            Map.entry(ColorName.BROWN, -0.10),
            Map.entry(ColorName.YELLOW, 2.08),
            Map.entry(ColorName.GREEN, 2.43),
            Map.entry(ColorName.TURQUOISE, 1.07),
            Map.entry(ColorName.BLUE, 0.38),
            Map.entry(ColorName.PURPLE, -0.99),
            Map.entry(ColorName.PINK, 0.88));

    /**
     * From the probability that a person lists the colour unasked to the probability of agreeing when asked, which is
     * higher: people list two colours a photo and agree to more.
     */
    private static final Calibration AGREEMENT = Calibration.through(0.05, 10, 0.15, 50, 0.28, 70, 0.70, 90, 1.0, 99);

    private final int maxColors;

    ColorTagger(int maxColors) {
        this.maxColors = maxColors;
    }

    /** The surest colours first, unlikely ones among them. */
    List<AiTag> tags(Picture picture) {
        return tags(ColorEvidence.of(picture));
    }

    List<AiTag> tags(Map<ColorName, ColorEvidence> colors) {
        return colors.values().stream()
                .sorted(Comparator.comparingDouble(evidence -> -probability(evidence)))
                .limit(maxColors)
                .map(evidence -> AiTag.of(evidence.name().tag(), TagCategory.COLOR, confidence(probability(evidence))))
                .toList();
    }

    /** Percent of people who would agree to a colour that is listed with this probability. */
    static double confidence(double probability) {
        return AGREEMENT.percent(probability);
    }

    /** The features of the regression, in the order of its weights. */
    static double[] features(ColorEvidence evidence) {
        boolean flat = evidence.name().isAchromatic();
        double area = Math.log(evidence.area() + SMALL);
        return new double[] {
            area,
            Math.log(evidence.chromaShare() + SMALL),
            Math.log(evidence.centerArea() + SMALL) - area,
            flat ? evidence.area() : 0,
            flat ? 0 : evidence.vividness()
        };
    }

    /** The probability that a person lists this colour when asked for the colours of the picture. */
    static double probability(ColorEvidence evidence) {
        double[] features = features(evidence);
        double sum = AREA * features[0]
                + CHROMA_SHARE * features[1]
                + CENTER * features[2]
                + FLAT_AREA * features[3]
                + VIVIDNESS * features[4]
                + BIASES.getOrDefault(evidence.name().basic(), 0.0);
        return 1 / (1 + Math.exp(-sum));
    }
}
