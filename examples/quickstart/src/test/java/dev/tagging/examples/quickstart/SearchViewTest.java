package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.InvalidQueryException;
import org.junit.jupiter.api.Test;

class SearchViewTest {

    private final InvalidQueryException needsAValue = new InvalidQueryException("tag: needs a value", 7);

    @Test
    void marks_where_a_query_went_wrong() {
        assertThat(SearchView.explain("日本 tag:", needsAValue))
                .containsExactly("  日本 tag:", "           ^", "This cannot be searched for: tag: needs a value");
    }

    @Test
    void does_not_repeat_a_query_that_fills_more_than_a_line() {
        assertThat(SearchView.explain("x".repeat(10_000), needsAValue))
                .containsExactly("This cannot be searched for: tag: needs a value");
    }

    @Test
    void shows_what_would_disturb_the_terminal() {
        assertThat(SearchView.explain("\u001bx tag", needsAValue).get(0)).isEqualTo("  \\u001bx tag");
    }
}
