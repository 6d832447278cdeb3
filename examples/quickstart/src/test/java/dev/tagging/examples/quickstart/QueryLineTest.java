package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryLineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                    | ``    | ``",
                "bea                   | ``    | bea",
                "blue bea              | ``    | bea",
                "blue -bea             | -     | bea",
                "(bea                  | (     | bea",
                "-(tag:bea             | -(tag:| bea",
                "TAG:bea               | TAG:  | bea",
                "tag:\"golden re       | tag:  | golden re",
                "blue \"golden re      | ``    | golden re",
                "\"a b\" be            | ``    | be",
                "category:col          | ``    | category:col",
                "`blue `               | ``    | ``"
            })
    void finds_the_tag_that_is_being_typed(String line, String lead, String prefix) {
        QueryLine query = parse(line, line.length());

        assertThat(query.lead()).isEqualTo(lead);
        assertThat(query.prefix()).isEqualTo(prefix);
        assertThat(query.line().substring(0, query.start()) + query.word()).isEqualTo(line);
    }

    @Test
    void completes_at_the_cursor_and_leaves_the_rest_alone() {
        QueryLine query = parse("bl -portrait", 2);

        assertThat(query.word()).isEqualTo("bl");
        assertThat(query.rawWordLength()).isEqualTo(2);
    }

    @Test
    void takes_everything_for_a_query() {
        assertThat(parse("\"never closed \\", 15).prefix()).isEqualTo("never closed \\");
    }

    private static QueryLine parse(String line, int cursor) {
        return (QueryLine) QueryLine.PARSER.parse(line, cursor, ParseContext.COMPLETE);
    }
}
