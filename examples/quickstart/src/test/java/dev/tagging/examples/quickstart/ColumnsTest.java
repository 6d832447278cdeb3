package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void aligns_the_second_column() {
        Columns columns = new Columns(60, true);
        columns.add("a.jpg", "blue, sharp");
        columns.add("beach 🏖️.jpg", "white");
        columns.add("日本.jpg", "red");

        assertThat(lines(columns))
                .containsExactly("  a.jpg         blue, sharp", "  beach 🏖️.jpg  white", "  日本.jpg      red");
    }

    @Test
    void goes_on_in_the_next_line_below_the_second_column() {
        Columns columns = new Columns(41, true);
        columns.add("a.jpg", "landscape, black and white, high contrast, sharp");

        assertThat(lines(columns))
                .containsExactly("  a.jpg  landscape, black and white,", "         high contrast, sharp");
    }

    @Test
    void never_splits_a_part() {
        Columns columns = new Columns(41, true);
        columns.add("a.jpg", parts("landscape,", " black and white,", " high contrast,", " sharp"));

        assertThat(lines(columns))
                .containsExactly("  a.jpg  landscape, black and white,", "         high contrast, sharp");
    }

    @Test
    void shortens_names_at_their_beginning() {
        Columns columns = new Columns(41, true);
        columns.add("2024/summer/vacation/beach.jpg", "blue");

        assertThat(lines(columns)).containsExactly("  …ation/beach.jpg  blue");
    }

    @Test
    void fits_even_where_there_is_hardly_any_room() {
        Columns columns = new Columns(10, false);
        columns.add("2024/summer/vacation/beach.jpg", "a-very-long-word-that-cannot-be-split blue");

        assertThat(lines(columns))
                .containsExactly("  ...beach.jpg  a-very-long-word-that-cannot-be-split", "                blue");
    }

    @Test
    void shows_control_characters_instead_of_sending_them_to_the_terminal() {
        Columns columns = new Columns(80, true);
        columns.add("a\u001b[2J.jpg", "b\u0007");

        assertThat(lines(columns)).containsExactly("  a\\u001b[2J.jpg  b\\u0007");
    }

    @Test
    void a_row_without_second_column_is_a_line_too() {
        Columns columns = new Columns(80, true);
        columns.add("a.jpg", List.of());

        assertThat(lines(columns)).containsExactly("  a.jpg  ");
        assertThat(new Columns(80, true).lines()).isEmpty();
    }

    private static List<String> lines(Columns columns) {
        return columns.lines().stream().map(AttributedString::toString).toList();
    }

    private static List<AttributedString> parts(String... parts) {
        return Arrays.stream(parts).map(AttributedString::new).toList();
    }
}
