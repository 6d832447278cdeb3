package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWidthTest {

    @Test
    void measures_columns_and_not_characters() {
        assertThat(TextWidth.of("beach.jpg")).isEqualTo(9);
        assertThat(TextWidth.of("日本")).isEqualTo(4);
        assertThat(TextWidth.of("e\u0301te\u0301")).isEqualTo(3);
        assertThat(TextWidth.of("🙂")).isEqualTo(2);
        assertThat(TextWidth.of("")).isZero();
    }

    @Test
    void takes_what_looks_like_one_character_for_one() {
        assertThat(TextWidth.of("👨‍👩‍👧")).as("a family").isEqualTo(2);
        assertThat(TextWidth.of("👍🏽")).as("a thumb with its colour").isEqualTo(2);
        assertThat(TextWidth.of("❤️")).as("a heart in the style of emoji").isEqualTo(2);
    }

    @Test
    void keeps_the_end_of_what_is_too_long() {
        assertThat(TextWidth.keepEnd("2024/beach.jpg", 14, "…")).isEqualTo("2024/beach.jpg");
        assertThat(TextWidth.keepEnd("2024/beach.jpg", 10, "…")).isEqualTo("…beach.jpg");
        assertThat(TextWidth.keepEnd("2024/beach.jpg", 10, "...")).isEqualTo("...ach.jpg");
    }

    @Test
    void never_cuts_a_wide_character_in_two() {
        assertThat(TextWidth.keepEnd("日本の海.jpg", 10, "…")).isEqualTo("…の海.jpg");
        assertThat(TextWidth.keepEnd("日本の海.jpg", 9, "…")).isEqualTo("…の海.jpg");
        assertThat(TextWidth.keepEnd("日本の海.jpg", 8, "…")).isEqualTo("…海.jpg");
    }
}
