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
import java.util.stream.Stream;

/**
 * A search expression as a {@code tsquery} over {@code image_search.vector}, whose lexemes V1__tagging.sql describes.
 *
 * @param kind what the expression comes down to; {@code text} is only meant when it is {@link Kind#QUERY}
 * @param text what PostgreSQL casts to a tsquery
 * @param share no larger share of all images matches, 0 to 1, as far as statistics know
 */
record TextQuery(Kind kind, String text, double share) {

    /** Expressions about nothing need no query. */
    enum Kind {
        QUERY,
        ALWAYS,
        NEVER
    }

    static final TextQuery ALWAYS = new TextQuery(Kind.ALWAYS, "", 1);
    static final TextQuery NEVER = new TextQuery(Kind.NEVER, "", 0);

    /** What {@code expression} means when all that is wanted has to be found where {@code matchClass} says. */
    static TextQuery of(SearchExpression expression, MatchClass matchClass, SearchDictionary dictionary) {
        return expression.accept(new Translator(matchClass, dictionary));
    }

    /** What this finds and {@code other} does not. */
    TextQuery without(TextQuery other) {
        return switch (other.kind) {
            case ALWAYS -> NEVER;
            case NEVER -> this;
            case QUERY ->
                kind == Kind.QUERY
                        ? new TextQuery(Kind.QUERY, text + " & !" + other.text, share)
                        : new TextQuery(Kind.QUERY, "!" + other.text, 1);
        };
    }

    /**
     * The condition that {@code vector} matches. As a subquery it is read once, and hidden from the planner: the plan is the
     * same for all words and can be kept.
     */
    SqlText matches(String vector) {
        return condition(vector + " @@ (select ?::tsquery)");
    }

    /** Likewise, for the planner to see. */
    SqlText matchesVisibly(String vector) {
        return condition(vector + " @@ ?::tsquery");
    }

    private SqlText condition(String match) {
        return switch (kind) {
            case ALWAYS -> new SqlText().add("true");
            case NEVER -> new SqlText().add("false");
            case QUERY -> new SqlText().add(match).bind(text);
        };
    }

    private static TextQuery join(List<TextQuery> parts, String operator, double share) {
        return parts.size() == 1
                ? parts.get(0)
                : new TextQuery(
                        Kind.QUERY,
                        parts.stream().map(TextQuery::text).collect(Collectors.joining(" " + operator + " ", "(", ")")),
                        share);
    }

    private static TextQuery any(List<TextQuery> parts) {
        return join(
                parts,
                "|",
                Math.min(1, parts.stream().mapToDouble(TextQuery::share).sum()));
    }

    private static TextQuery all(List<TextQuery> parts, String operator) {
        return join(
                parts,
                operator,
                parts.stream().mapToDouble(TextQuery::share).min().orElse(1));
    }

    /** Writes the query for one class of match. */
    private record Translator(MatchClass matchClass, SearchDictionary dictionary)
            implements SearchExpression.Visitor<TextQuery> {

        @Override
        public TextQuery everything(Everything everything) {
            return ALWAYS;
        }

        @Override
        public TextQuery word(Word word) {
            return inPlaces(MatchClass.ANYWHERE, place -> stem(place, word.word()));
        }

        @Override
        public TextQuery prefix(Prefix prefix) {
            return inPlaces(MatchClass.ANYWHERE, place -> prefixed(place + prefix.prefix()));
        }

        @Override
        public TextQuery wordOrPrefix(WordOrPrefix word) {
            return any(List.of(word(new Word(word.word())), prefix(new Prefix(word.word()))));
        }

        /** All words of a phrase are in the same place. */
        @Override
        public TextQuery phrase(Phrase phrase) {
            return inPlaces(
                    MatchClass.ANYWHERE,
                    place -> all(
                            phrase.words().stream()
                                    .map(word -> stem(place, word))
                                    .toList(),
                            "<->"));
        }

        @Override
        public TextQuery tagged(Tagged tagged) {
            return inTags("#" + tagged.name());
        }

        @Override
        public TextQuery inCategory(InCategory category) {
            return inTags("@" + category.category());
        }

        @Override
        public TextQuery fromSource(FromSource source) {
            return inTags(source.source() == TagSource.USER ? "~user" : "~ai");
        }

        @Override
        public TextQuery and(And and) {
            return combine(and.operands(), ALWAYS, NEVER, parts -> all(parts, "&"));
        }

        @Override
        public TextQuery or(Or or) {
            return combine(or.operands(), NEVER, ALWAYS, TextQuery::any);
        }

        /** What is not wanted must be nowhere, whatever the class: else a worse class would hold fewer images. */
        @Override
        public TextQuery not(Not not) {
            return ALWAYS.without(not.operand().accept(new Translator(MatchClass.ANYWHERE, dictionary)));
        }

        private TextQuery combine(
                List<SearchExpression> operands,
                TextQuery neutral,
                TextQuery decisive,
                Function<List<TextQuery>, TextQuery> join) {
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
            return parts.isEmpty() ? neutral : join.apply(parts);
        }

        /** Filenames have no such lexemes. */
        private TextQuery inTags(String lexeme) {
            return inPlaces(MatchClass.SHOWN_TAGS, place -> exactly(place + lexeme));
        }

        private TextQuery inPlaces(MatchClass last, Function<String, TextQuery> inPlace) {
            return any(places(last).map(inPlace).toList());
        }

        private TextQuery stem(String place, String word) {
            return exactly(place + "%" + dictionary.stem(word));
        }

        /** The places of this class, but none that only come with classes behind {@code last}. */
        private Stream<String> places(MatchClass last) {
            MatchClass widest = matchClass.compareTo(last) < 0 ? matchClass : last;
            return switch (widest) {
                case SURE_TAGS -> Stream.of("1");
                case SHOWN_TAGS -> Stream.of("1", "2");
                case ANYWHERE -> Stream.of("1", "2", "3");
            };
        }

        private TextQuery exactly(String lexeme) {
            return new TextQuery(Kind.QUERY, quoted(lexeme), dictionary.share(lexeme));
        }

        private TextQuery prefixed(String beginning) {
            return new TextQuery(Kind.QUERY, quoted(beginning) + ":*", dictionary.shareOfAll(beginning));
        }

        private static String quoted(String lexeme) {
            return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
        }
    }
}
