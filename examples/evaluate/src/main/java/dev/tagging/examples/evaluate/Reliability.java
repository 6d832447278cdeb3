package dev.tagging.examples.evaluate;

import dev.tagging.examples.evaluate.PhotoResult.JudgedTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether confidences mean what they say: of tags with a confidence of 80 %, eight in ten should be right.
 *
 * @param bins by confidence, from low to high; empty ones are left out
 */
record Reliability(List<Bin> bins) {

    private static final int BINS = 10;

    /**
     * Tags of similar confidence.
     *
     * @param confidence their mean, in percent
     * @param correct the share of them that is right, in percent
     */
    record Bin(double from, double to, int count, double confidence, double correct) {}

    /** A judged tag with a confidence. */
    record Sample(double confidence, boolean right) {}

    static List<Sample> samples(CandidateResult result) {
        List<Sample> samples = new ArrayList<>();
        for (PhotoResult photo : result.photos()) {
            for (JudgedTag tag : photo.tags()) {
                if (tag.confidence() != null && tag.verdict() != Verdict.NOT_JUDGED) {
                    samples.add(new Sample(tag.confidence(), tag.verdict() == Verdict.RIGHT));
                }
            }
        }
        return samples;
    }

    static Reliability of(List<Sample> samples) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            double from = 100.0 * i / BINS;
            double to = 100.0 * (i + 1) / BINS;
            boolean last = i == BINS - 1;
            List<Sample> inside = samples.stream()
                    .filter(sample -> sample.confidence() >= from && (sample.confidence() < to || last))
                    .toList();
            if (!inside.isEmpty()) {
                bins.add(new Bin(
                        from,
                        to,
                        inside.size(),
                        inside.stream()
                                .mapToDouble(Sample::confidence)
                                .average()
                                .orElseThrow(),
                        100.0 * inside.stream().filter(Sample::right).count() / inside.size()));
            }
        }
        return new Reliability(List.copyOf(bins));
    }

    /**
     * Expected calibration error, in percent: how far confidence and truth are apart, each bin weighted by its tags (M. Naeini,
     * G. Cooper and M. Hauskrecht, AAAI 2015). NaN without tags.
     */
    double expectedCalibrationError() {
        int count = bins.stream().mapToInt(Bin::count).sum();
        return count == 0
                ? Double.NaN
                : bins.stream()
                                .mapToDouble(bin -> bin.count() * Math.abs(bin.confidence() - bin.correct()))
                                .sum()
                        / count;
    }

    /**
     * A table that would make these confidences right, for a provider's calibration: isotonic regression by pooling adjacent
     * violators (M. Ayer et al., Ann. Math. Stat. 26(4), 1955), each pool with one right and one wrong tag added (Laplace), so
     * that a few lucky tags do not make a certainty. Empty without samples.
     */
    static List<Point> calibration(List<Sample> samples) {
        List<double[]> pools = new ArrayList<>(); // confidences, right ones, tags
        for (Sample sample : samples.stream()
                .sorted(Comparator.comparingDouble(Sample::confidence))
                .toList()) {
            pools.add(new double[] {sample.confidence(), sample.right() ? 1 : 0, 1});
            while (pools.size() > 1 && !rises(pools)) {
                double[] upper = pools.remove(pools.size() - 1);
                double[] lower = pools.get(pools.size() - 1);
                for (int i = 0; i < lower.length; i++) {
                    lower[i] += upper[i];
                }
            }
        }
        List<Point> points = new ArrayList<>();
        for (double[] pool : pools) {
            Point point = new Point(pool[0] / pool[2], 100 * (pool[1] + 1) / (pool[2] + 2));
            if (points.isEmpty()
                    || point.correct() >= points.get(points.size() - 1).correct()) {
                points.add(point);
            }
        }
        return List.copyOf(points);
    }

    private static boolean rises(List<double[]> pools) {
        double[] lower = pools.get(pools.size() - 2);
        double[] upper = pools.get(pools.size() - 1);
        return upper[0] / upper[2] > lower[0] / lower[2] && upper[1] / upper[2] > lower[1] / lower[2];
    }

    /** Where a confidence, in percent, was right in so many percent of the tags. */
    record Point(double confidence, double correct) {}
}
