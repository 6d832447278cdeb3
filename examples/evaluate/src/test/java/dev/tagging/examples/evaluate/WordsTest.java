package dev.tagging.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "Close-Up, close up",
        "two dogs, two dog",
        "beaches, beach",
        "berries, berry",
        "boxes, box",
        "potatoes, potato",
        "horses, horse",
        "houses, house",
        "grass, grass",
        "bus, bus",
        "ties, tie",
        "'  Eiffel   Tower ', eiffel tower",
        "!?, ''"
    })
    void brings_words_into_one_form(String text, String normal) {
        assertThat(Words.normal(text)).isEqualTo(normal);
    }

    @Test
    void knows_the_parts_of_a_text_longest_first() {
        assertThat(Words.parts("wooden door close up"))
                .startsWith("wooden door close up", "wooden door close", "door close up")
                .endsWith("close", "up")
                .hasSize(10);
    }
}
