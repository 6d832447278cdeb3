package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {

    private final Cursors cursors = new Cursors("a list of tags");

    @ParameterizedTest
    @ValueSource(strings = {"", "beach", "SURE_TAGS:42", "犬 grüße", "a/b+c?d=e&f"})
    void a_cursor_leads_back_to_its_place(String place) {
        String cursor = cursors.encode(place);

        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(cursors.decode(cursor, Function.identity())).isEqualTo(place);
    }

    @Test
    void no_cursor_stands_for_no_place() {
        assertThat(cursors.decode(null, Function.identity())).isNull();
    }

    @Test
    void every_damaged_character_is_noticed() {
        String cursor = cursors.encode("beach");

        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String damaged = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cursors.decode(damaged, Function.identity()))
                    .withMessageStartingWith("this is no cursor of a list of tags");
        }
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        String foreign = new Cursors("a search").encode("beach");

        assertThatIllegalArgumentException().isThrownBy(() -> cursors.decode(foreign, Function.identity()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "====", "not base64 at all", "%", "AAAAAAAAAAAAAAAA", "2"})
    void whatever_else_is_refused_with_the_same_words(String cursor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cursors.decode(cursor, Function.identity()))
                .withMessage(
                        "this is no cursor of a list of tags, hand in what the page before gave, unchanged: '%s'",
                        cursor);
    }

    @Test
    void a_place_that_makes_no_sense_to_its_reader_is_refused_too() {
        String cursor = cursors.encode("not a number");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cursors.decode(cursor, Integer::valueOf))
                .withMessageStartingWith("this is no cursor of a list of tags");
    }
}
