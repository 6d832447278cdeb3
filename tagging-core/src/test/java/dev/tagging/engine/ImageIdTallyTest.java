package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.ImageId;
import org.junit.jupiter.api.Test;

class ImageIdTallyTest {

    @Test
    void ids_count_once_however_often_they_come() {
        ImageIdTally tally = new ImageIdTally(3);

        for (int i = 0; i < 100_000; i++) {
            tally.add(ImageId.of(i % 20_000));
        }

        assertThat(tally.count()).isEqualTo(20_000);
        tally.add(ImageId.of(7));
        tally.add(ImageId.of(20_000));
        assertThat(tally.count()).isEqualTo(20_001);
    }

    @Test
    void the_first_ids_are_listed_in_their_order() {
        ImageIdTally tally = new ImageIdTally(3);

        for (String id : new String[] {"d", "a", "e", "b", "c", "a"}) {
            tally.add(ImageId.of(id));
        }

        assertThat(tally.first()).containsExactly(ImageId.of("a"), ImageId.of("b"), ImageId.of("c"));
    }

    @Test
    void none_is_none() {
        assertThat(new ImageIdTally(3).count()).isZero();
    }
}
