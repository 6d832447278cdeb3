package dev.tagging.provider.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoxTest {

    private static final Box DOG = new Box(0, 0.9f, 0, 0, 10, 10);

    @Test
    void overlaps_by_the_share_of_the_area_in_common() {
        assertThat(DOG.overlap(DOG)).isEqualTo(1);
        assertThat(DOG.overlap(new Box(1, 0.5f, 5, 0, 15, 10))).isCloseTo(50.0 / 150, within(1e-9));
        assertThat(DOG.overlap(new Box(1, 0.5f, 10, 0, 20, 10))).isZero();
        assertThat(DOG.overlap(new Box(1, 0.5f, 20, 20, 30, 30))).isZero();
    }

    @Test
    void keeps_the_best_of_those_that_overlap() {
        Box same = new Box(0, 0.8f, 1, 0, 11, 10);
        Box cat = new Box(1, 0.7f, 0, 1, 10, 11);
        Box elsewhere = new Box(0, 0.6f, 50, 50, 60, 60);
        List<Box> boxes = List.of(elsewhere, cat, same, DOG);

        assertThat(Box.suppress(boxes, 0.5, true)).containsExactly(DOG, elsewhere);
        assertThat(Box.suppress(boxes, 0.5, false)).containsExactly(DOG, cat, elsewhere);
        assertThat(Box.suppress(boxes, 0.99, true)).containsExactly(DOG, same, cat, elsewhere);
    }

    @Test
    void is_measured_against_those_that_are_kept_only() {
        Box middle = new Box(0, 0.8f, 4, 0, 14, 10);
        Box right = new Box(0, 0.7f, 8, 0, 18, 10);

        assertThat(Box.suppress(List.of(DOG, middle, right), 0.4, true)).containsExactly(DOG, right);
    }
}
