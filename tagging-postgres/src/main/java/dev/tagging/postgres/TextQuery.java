package dev.tagging.postgres;

import dev.tagging.SearchHit.MatchClass;
import dev.tagging.TagSource;
import dev.tagging.search.SearchExpression;
import dev.tagging.search.SearchExpression.And;
import dev.tagging.search.SearchExpression.Everything;
import dev.tagging.search.SearchExpression.FromSource;
import dev.tagging.search.SearchExpression.InCategory;
import dev.tagging.search.SearchExpression.Not;
import dev.tagging.search.SearchExpression.Or;
import dev.tagging.search.SearchExpression.Phrase;
import dev.tagging.search.SearchExpression.Prefix;
import dev.tagging.search.SearchExpression.Tagged;
import dev.tagging.search.SearchExpression.Word;
import dev.tagging.search.SearchExpression.WordOrPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A search expression as a {@code tsquery} over {@code image_search.vector}, whose lexemes V1__tagging.sql describes.
 *
 * @param kind what the expression comes down to; {@code sql} is only meant when it is {@link Kind#QUERY}
 * @param sql an SQL expression of type tsquery
 * @param parameters values of its {@code ?}
 */
record TextQuery(Kind kind, String sql, List<Object> parameters) {

    /** Expressions about nothing need no query. */
    enum Kind {
        QUERY,
        ALWAYS,
        NEVER
    }

    private static final TextQuery ALWAYS = new TextQuery(Kind.ALWAYS, "", List.of());
    private static final TextQuery NEVER = new TextQuery(Kind.NEVER, "", List.of());

    /** What {@code expression} means when all that is wanted has to be found where {@code matchClass} says. */
    static TextQuery of(SearchExpression expression, MatchClass matchClass) {
        return expression.accept(new Translator(
                switch (matchClass) {
                    case SURE_TAGS -> "A";
                    case SHOWN_TAGS -> "AB";
                    case ANYWHERE -> "";
                }));
    }

    private static TextQuery query(String sql, Object... parameters) {
        return new TextQuery(Kind.QUERY, sql, List.of(parameters));
    }

    private static TextQuery join(List<TextQuery> parts, String operator) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return new TextQuery(
                Kind.QUERY,
                parts.stream().map(TextQuery::sql).collect(Collectors.joining(" " + operator + " ", "(", ")")),
                parts.stream().flatMap(part -> part.parameters.stream()).toList());
    }

    /** Writes the query for one class of match. */
    private record Translator(String weights) implements SearchExpression.Visitor<TextQuery> {

        @Override
        public TextQuery everything(Everything everything) {
            return ALWAYS;
        }

        @Override
        public TextQuery word(Word word) {
            return query("tagging.word_query(?, ?)", word.word(), weights);
        }

        @Override
        public TextQuery prefix(Prefix prefix) {
            return lexeme(prefix.prefix(), "*" + weights);
        }

        @Override
        public TextQuery wordOrPrefix(WordOrPrefix word) {
            return join(List.of(word(new Word(word.word())), prefix(new Prefix(word.word()))), "||");
        }

        @Override
        public TextQuery phrase(Phrase phrase) {
            return join(
                    phrase.words().stream().map(word -> word(new Word(word))).toList(), "<->");
        }

        @Override
        public TextQuery tagged(Tagged tagged) {
            return lexeme("#" + tagged.name(), weights);
        }

        @Override
        public TextQuery inCategory(InCategory category) {
            return lexeme("@" + category.category(), weights);
        }

        @Override
        public TextQuery fromSource(FromSource source) {
            return lexeme(source.source() == TagSource.USER ? "~user" : "~ai", weights);
        }

        @Override
        public TextQuery and(And and) {
            return combine(and.operands(), "&&", ALWAYS, NEVER);
        }

        @Override
        public TextQuery or(Or or) {
            return combine(or.operands(), "||", NEVER, ALWAYS);
        }

        /** What is not wanted must be nowhere, whatever the class: else a worse class would hold fewer images. */
        @Override
        public TextQuery not(Not not) {
            TextQuery inner = not.operand().accept(new Translator(""));
            return switch (inner.kind) {
                case ALWAYS -> NEVER;
                case NEVER -> ALWAYS;
                case QUERY -> new TextQuery(Kind.QUERY, "(!!" + inner.sql + ")", inner.parameters);
            };
        }

        private TextQuery combine(
                List<SearchExpression> operands, String operator, TextQuery neutral, TextQuery decisive) {
            Function<SearchExpression, TextQuery> translate = operand -> operand.accept(this);
            List<TextQuery> parts = new ArrayList<>();
            for (TextQuery part : operands.stream().map(translate).toList()) {
                if (part.kind == decisive.kind) {
                    return decisive;
                }
                if (part.kind != neutral.kind) {
                    parts.add(part);
                }
            }
            return parts.isEmpty() ? neutral : join(parts, operator);
        }

        private static TextQuery lexeme(String lexeme, String flags) {
            return query("tagging.lexeme_query(?, ?)", lexeme, flags);
        }
    }
}
