package dev.tagging.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.search.SearchExpression.And;
import dev.tagging.search.SearchExpression.Or;
import dev.tagging.search.SearchExpression.Phrase;
import dev.tagging.search.SearchExpression.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchExpressionTest {

    private static final SearchExpression BEACH = new Word("beach");

    @Test
    void whatJoinsJoinsTwoOrMore() {
        assertThatIllegalArgumentException().isThrownBy(() -> new And(List.of(BEACH)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Or(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Phrase(List.of("beach")));
    }

    @Test
    void expressionsDoNotChangeWithTheListsTheyWereMadeOf() {
        List<SearchExpression> operands = new ArrayList<>(List.of(BEACH, new Word("sunset")));
        And and = new And(operands);

        operands.clear();

        assertThat(and.operands()).hasSize(2);
        assertThatThrownBy(() -> and.operands().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
