package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedPrefixTest {

    @ParameterizedTest
    @CsvSource(
            value = {"b|b", "BEA|bea", "  golden   re|golden re", "É|é", "e\u0301|é", "t-|t-", "犬|犬", "4|4"},
            delimiter = '|')
    void the_beginning_of_a_name_is_written_as_names_are(String typed, String prefix) {
        assertThat(TypedPrefix.of(typed)).contains(prefix.strip());
    }

    @Test
    void a_space_at_the_end_counts_once() {
        assertThat(TypedPrefix.of("golden  ")).contains("golden ");
        assertThat(TypedPrefix.of("golden\u00a0")).contains("golden ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u00a0\u2003"})
    void a_blank_text_begins_every_name(String typed) {
        assertThat(TypedPrefix.of(typed)).contains("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "a_b", "-", "beach!", "50%", "\u0301", "a\0b"})
    void what_no_name_begins_with_gives_nothing(String typed) {
        assertThat(TypedPrefix.of(typed)).isEmpty();
    }

    @Test
    void a_name_of_full_length_begins_itself() {
        assertThat(TypedPrefix.of("a".repeat(50))).contains("a".repeat(50));
        assertThat(TypedPrefix.of("a".repeat(51))).isEmpty();
        assertThat(TypedPrefix.of("a".repeat(100_000))).isEmpty();
    }
}
