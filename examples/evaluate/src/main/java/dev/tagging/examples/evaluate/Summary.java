package dev.tagging.examples.evaluate;

import dev.tagging.TagCategory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The numbers of one candidate, as the table shows them. */
record Summary(CandidateResult result, Map<String, String> lines, Reliability reliability) {

    private static final List<TagCategory> CATEGORIES =
            List.of(TagCategory.OBJECT, TagCategory.SCENE, TagCategory.COLOR, TagCategory.ATTRIBUTE);

    static Summary of(CandidateResult result, Judge judge) {
        Map<String, String> lines = new LinkedHashMap<>();
        put(lines, "", Score.of(result, judge));
        for (TagCategory category : CATEGORIES) {
            put(lines, category + " ", Score.of(result, judge, category::equals));
        }
        lines.put("main object found", percent(Score.mainObjects(result, judge).recall()));
        int photos = result.photos().size();
        lines.put(
                "tags shown per image",
                number(result.photos().stream()
                                .mapToInt(photo -> photo.shown().size())
                                .sum()
                        / (double) photos));
        double[] millis = result.photos().stream()
                .mapToDouble(PhotoResult::millis)
                .sorted()
                .toArray();
        lines.put("median ms per image", number(quantile(millis, 0.5)));
        lines.put("95th percentile ms", number(quantile(millis, 0.95)));
        lines.put("peak memory MB", result.peakBytes() == 0 ? "-" : String.valueOf(result.peakBytes() >> 20));
        lines.put("cost per 1,000 images $", dollars(result, photos));
        Reliability reliability = Reliability.of(Reliability.samples(result));
        lines.put("calibration error (ECE)", percent(reliability.expectedCalibrationError() / 100));
        lines.put(
                "photos without answer",
                String.valueOf(result.photos().stream()
                        .filter(photo -> photo.error().isPresent())
                        .count()));
        return new Summary(result, lines, reliability);
    }

    String line(String name) {
        return Objects.requireNonNull(lines.get(name));
    }

    private static void put(Map<String, String> lines, String prefix, Score score) {
        lines.put(prefix + "precision", percent(score.precision()));
        lines.put(prefix + "recall", percent(score.recall()));
        lines.put(prefix + "F1", percent(score.f1()));
    }

    /** The smallest value that so large a share of them does not exceed. */
    private static double quantile(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static String dollars(CandidateResult result, int photos) {
        BigDecimal total = result.photos().stream().map(PhotoResult::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        return total.multiply(BigDecimal.valueOf(1000))
                .divide(BigDecimal.valueOf(photos), 2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** All names of lines, in order. */
    static List<String> names(List<Summary> summaries) {
        return Arrays.asList(summaries.get(0).lines().keySet().toArray(String[]::new));
    }
}
