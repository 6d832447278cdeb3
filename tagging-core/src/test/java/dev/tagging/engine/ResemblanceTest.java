package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResemblanceTest {

    @ParameterizedTest
    @CsvSource({
        "beach,beach,0",
        "beach,each,1",
        "beach,beaches,2",
        "beach,peach,1",
        "baech,beach,1",
        "'',beach,5",
        "ca,abc,3",
        "犬猫,猫犬,1"
    })
    void letters_left_out_put_in_taken_for_others_and_swapped_count(String one, String other, int distance) {
        assertThat(Resemblance.distance(one, other)).isEqualTo(distance);
        assertThat(Resemblance.distance(other, one)).isEqualTo(distance);
    }

    @Test
    void a_name_of_several_words_is_as_near_as_its_nearest_word() {
        assertThat(Resemblance.between("retreiver", "golden retriever")).isEqualTo(1);
        assertThat(Resemblance.between("golden retreiver", "golden retriever")).isEqualTo(1);
    }

    @Test
    void the_nearest_come_first_and_equally_near_ones_by_name() {
        assertThat(Stream.of("reach", "bench", "beach ball", "bleach", "mountain")
                        .sorted(Resemblance.to("baech")))
                .containsExactly("beach ball", "bench", "bleach", "reach", "mountain");
    }
}
