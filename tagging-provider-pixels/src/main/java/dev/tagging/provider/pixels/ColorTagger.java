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

    private static final double AREA = 0.29;
    private static final double CHROMA_SHARE = 0.60;
    private static final double CENTER = 3.10;
    private static final double FLAT_AREA = 1.45;
    private static final double VIVIDNESS = 16.17;

    private static final Map<ColorName, Double> BIASES = Map.ofEntries(
            Map.entry(ColorName.BLACK, 0.20),
            Map.entry(ColorName.GREY, -1.18),
            Map.entry(ColorName.WHITE, 1.44),
            Map.entry(ColorName.RED, 1.24),
            Map.entry(ColorName.ORANGE, -0.75),
            Map.entry(ColorName.BROWN, -0.49),
            Map.entry(ColorName.YELLOW, 1.63),
            Map.entry(ColorName.GREEN, 2.10),
            Map.entry(ColorName.TURQUOISE, 0.13),
            Map.entry(ColorName.BLUE, 0.02),
            Map.entry(ColorName.PURPLE, -1.29),
            Map.entry(ColorName.PINK, 0.39));

    /**
     * From the probability that a person lists the colour unasked to the probability of agreeing to it. Agreement is what
     * confidence means, and higher: people list two colours a photo and see more. Left out one by one, the 37 photos give
     *
     * <pre>
     * probability        0.10-0.20  0.20-0.30  0.30-0.45  0.45-0.65  0.65-1
     * listed                  18 %       19 %       37 %       54 %    84 %
     * listed or plainly seen  68 %       85 %       86 %       92 %    97 %
     * </pre>
     *
     * where one reviewer looked for the colours that were not listed. The map keeps between the two rows, because who finds
     * a photo by a colour expects more than to discover it somewhere; 70 % is where two thirds of the listed colours are found.
     */
    private static final Calibration AGREEMENT = Calibration.through(0.05, 10, 0.15, 50, 0.33, 70, 0.70, 90, 1.0, 99);

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
