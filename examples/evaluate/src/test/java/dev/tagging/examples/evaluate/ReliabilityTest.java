package dev.tagging.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tagging.examples.evaluate.Reliability.Bin;
import dev.tagging.examples.evaluate.Reliability.Point;
import dev.tagging.examples.evaluate.Reliability.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReliabilityTest {

    @Test
    void puts_tags_of_similar_confidence_together() {
        Reliability reliability = Reliability.of(
                List.of(new Sample(92, true), new Sample(100, true), new Sample(60, true), new Sample(64, false)));

        assertThat(reliability.bins()).containsExactly(new Bin(60, 70, 2, 62, 50), new Bin(90, 100, 2, 96, 100));
    }

    @Test
    void weighs_how_far_confidence_and_truth_are_apart() {
        Reliability reliability = Reliability.of(
                List.of(new Sample(80, true), new Sample(80, true), new Sample(80, true), new Sample(50, false)));

        assertThat(reliability.expectedCalibrationError()).isCloseTo((3 * 20 + 50) / 4.0, within(1e-9));
        assertThat(Reliability.of(List.of()).expectedCalibrationError()).isNaN();
    }

    @Test
    void proposes_a_calibration_that_rises() {
        List<Sample> samples = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            double confidence = 100 * random.nextDouble();
            // Half as good as it says
            samples.add(new Sample(confidence, 200 * random.nextDouble() < confidence));
        }

        List<Point> calibration = Reliability.calibration(samples);

        assertThat(calibration).extracting(Point::confidence).isSorted();
        assertThat(calibration).extracting(Point::correct).isSorted();
        assertThat(at(calibration, 80)).isCloseTo(40, within(7.0));
        assertThat(at(calibration, 20)).isCloseTo(10, within(7.0));
    }

    @Test
    void is_not_carried_away_by_a_few_lucky_tags() {
        assertThat(Reliability.calibration(List.of(new Sample(90, true), new Sample(90, true))))
                .allSatisfy(point -> assertThat(point.correct()).isBetween(50.0, 80.0));
    }

    private static double at(List<Point> points, double confidence) {
        return points.stream()
                .filter(point -> point.confidence() >= confidence)
                .findFirst()
                .orElseThrow()
                .correct();
    }
}
