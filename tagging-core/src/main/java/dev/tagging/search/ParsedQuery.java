package dev.tagging.search;

import java.util.List;

/**
 * A query and its parts.
 *
 * @param terms what hits can match, in the order of the text: the leaves of {@code expression} that are not negated. No two
 *     have the same text or the same leaf
 */
public record ParsedQuery(SearchExpression expression, List<Term> terms) {

    public ParsedQuery {
        terms = List.copyOf(terms);
    }

    /**
     * One part of a query.
     *
     * @param text as it was typed, with quotes, field name or star but without punctuation around a plain word
     * @param leaf what it means
     */
    public record Term(String text, SearchExpression leaf) {}
}
