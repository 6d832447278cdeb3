package dev.tagging.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tagging.InvalidQueryException;
import dev.tagging.search.ParsedQuery;
import dev.tagging.search.ParsedQuery.Term;
import dev.tagging.search.QueryParser;
import dev.tagging.search.SearchExpression;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class QueryFuzzTest {

    /** Or, and, not at every level of groups, a not in front of them all, and the leaf. */
    private static final int MAX_HEIGHT = 3 * (QueryParser.MAX_DEPTH + 1) + 1;

    /** What a query means can be written down, and read again it means the same. */
    @FuzzTest
    @DictionaryEntries({
        " OR ",
        " AND ",
        "tag:",
        "category:",
        "source:",
        "source:ai",
        "source:user",
        "\"",
        "-(",
        "*",
        "|"
    })
    void anyTextIsReadOrRefusedAndMeansWhatItsNotationMeans(byte[] bytes) {
        String text = Text.of(bytes);

        Optional<ParsedQuery> parsed = parse(text);

        parsed.ifPresent(query -> {
            SearchExpression expression = query.expression();
            assertThat(query.terms()).hasSizeLessThanOrEqualTo(QueryParser.MAX_TERMS);
            assertThat(query.terms()).extracting(Term::leaf).doesNotHaveDuplicates();
            assertThat(QueryText.leavesOf(expression)).isLessThanOrEqualTo(QueryParser.MAX_TERMS);
            assertThat(QueryText.heightOf(expression)).isLessThanOrEqualTo(MAX_HEIGHT);
            String written = QueryText.of(expression);
            if (written.length() <= QueryParser.MAX_LENGTH) {
                assertThat(QueryParser.parse(written).expression()).as(written).isEqualTo(expression);
            }
        });
    }

    private static Optional<ParsedQuery> parse(String text) {
        try {
            return Optional.of(QueryParser.parse(text));
        } catch (InvalidQueryException e) {
            assertThat(e.position()).isBetween(0, text.length());
            assertThat(e.getMessage()).hasSizeBetween(1, 300);
            return Optional.empty();
        }
    }
}
