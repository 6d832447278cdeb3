package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @Test
    void counts_in_singular_and_plural() {
        assertThat(Words.count(0, "photo")).isEqualTo("0 photos");
        assertThat(Words.count(1, "photo")).isEqualTo("1 photo");
        assertThat(Words.count(1_234_567, "photo")).isEqualTo("1,234,567 photos");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "449, 0.4 s",
        "9949, 9.9 s",
        "9950, 10 s",
        "59499, 59 s",
        "59500, 1 min 00 s",
        "185000, 3 min 05 s",
        "7800000, 2 h 10 min",
        "360000000, 100 h 00 min"
    })
    void gives_durations_as_precisely_as_people_want_them(long millis, String text) {
        assertThat(Words.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void gives_rates_with_a_fraction_only_where_it_matters() {
        assertThat(Words.rate(0.04)).isEqualTo("0.0");
        assertThat(Words.rate(12.345)).isEqualTo("12.3");
        assertThat(Words.rate(1_234.5)).isEqualTo("1,235");
    }

    @Test
    void leaves_ordinary_names_as_they_are() {
        assertThat(Words.visible("été/日本 🏖️ (1).jpg")).isEqualTo("été/日本 🏖️ (1).jpg");
    }

    @Test
    void makes_visible_what_would_disturb_a_terminal() {
        assertThat(Words.visible("a\u001b[31m\n\u0000\u009b")).isEqualTo("a\\u001b[31m\\u000a\\u0000\\u009b");
        assertThat(Words.visible("gpj\u202e.exe\u2028")).isEqualTo("gpj\\u202e.exe\\u2028");
        assertThat(Words.visible("\ud83d")).isEqualTo("\\ud83d");
    }
}
