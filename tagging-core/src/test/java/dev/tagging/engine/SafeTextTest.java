package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void a_text_that_fits_stays_as_it_is() {
        assertThat(SafeText.of("disk full\nat 12:00 😀", 2_000)).isEqualTo("disk full\nat 12:00 😀");
        assertThat(SafeText.of("abcde", 5)).isEqualTo("abcde");
        assertThat(SafeText.of("", 5)).isEmpty();
    }

    @Test
    void a_longer_one_is_cut_and_says_so() {
        assertThat(SafeText.of("abcdef", 5)).isEqualTo("abcd…");
    }

    @Test
    void no_character_is_cut_in_half() {
        assertThat(SafeText.of("abc😀def", 5)).isEqualTo("abc…");
        assertThat(SafeText.of("ab😀", 4)).isEqualTo("ab😀");
    }

    @Test
    void what_no_database_takes_is_replaced() {
        assertThat(SafeText.of("a\0b\ud83dc", 100)).isEqualTo("a b?c");
    }

    @Test
    void an_exception_without_a_message_gives_its_class() {
        assertThat(SafeText.message(new StackOverflowError())).isEqualTo("java.lang.StackOverflowError");
        assertThat(SafeText.message(new IllegalStateException("why"))).isEqualTo("why");
    }
}
