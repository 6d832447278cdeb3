package dev.tagging.provider.pixels;

import dev.tagging.provider.pixels.LogisticRegression.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Fits the weights of {@link ColorTagger} to labelled photos. Besides the features every colour has a bias of its own and
 * shares one with its like (vivid colours, brown, and each of black, grey, white): a colour that the photos lack, as purple
 * here, then takes after its like instead of being thought impossible.
 */
final class ColorModel {

    private static final double PENALTY = 3;

    private static final List<Predicate<ColorName>> GROUPS = List.of(
            color -> !color.isAchromatic() && color != ColorName.BROWN,
            color -> color == ColorName.BROWN,
            color -> color == ColorName.BLACK,
            color -> color == ColorName.GREY,
            color -> color == ColorName.WHITE);

    private final LogisticRegression regression;
    private final int features;

    private ColorModel(LogisticRegression regression, int features) {
        this.regression = regression;
        this.features = features;
    }

    static ColorModel fit(List<Map<ColorName, ColorEvidence>> pictures, List<LabelledPhoto> labels) {
        List<Example> examples = new ArrayList<>();
        int features = 0;
        for (int i = 0; i < pictures.size(); i++) {
            for (ColorName color : ColorName.BASIC) {
                ColorEvidence evidence = pictures.get(i).get(color);
                if (evidence != null) {
                    boolean listed = labels.get(i).colors().stream()
                            .anyMatch(listedColor -> ColorReport.basic(listedColor) == color);
                    examples.add(new Example(row(color, evidence), listed));
                    features = ColorTagger.features(evidence).length;
                }
            }
        }
        return new ColorModel(LogisticRegression.fit(examples, PENALTY), features);
    }

    double probability(ColorName color, ColorEvidence evidence) {
        return regression.probability(row(color, evidence));
    }

    double weight(int feature) {
        return regression.weight(feature);
    }

    double bias(ColorName color) {
        double bias = regression.weight(features) + regression.weight(features + 1 + ColorName.BASIC.indexOf(color));
        for (int i = 0; i < GROUPS.size(); i++) {
            if (GROUPS.get(i).test(color)) {
                bias += regression.weight(features + 1 + ColorName.BASIC.size() + i);
            }
        }
        return bias;
    }

    private static List<Double> row(ColorName color, ColorEvidence evidence) {
        List<Double> row = new ArrayList<>();
        for (double feature : ColorTagger.features(evidence)) {
            row.add(feature);
        }
        row.add(1.0);
        for (ColorName name : ColorName.BASIC) {
            row.add(name == color ? 1.0 : 0.0);
        }
        for (Predicate<ColorName> group : GROUPS) {
            row.add(group.test(color) ? 1.0 : 0.0);
        }
        return row;
    }
}
