package dev.tagging.search;

import dev.tagging.InvalidQueryException;
import dev.tagging.InvalidTagNameException;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.TagSource;
import dev.tagging.search.ParsedQuery.Term;
import dev.tagging.search.QueryToken.Kind;
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
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what people type into a search box.
 *
 * <table>
 * <caption>The language</caption>
 * <tr><td>{@code beach sunset}</td><td>all words; {@code AND} between them changes nothing</td></tr>
 * <tr><td>{@code beach OR lake}, {@code beach | lake}</td><td>one of them, in upper case; binds less tightly than words side
 *     by side: {@code a b OR c} is {@code (a b) OR c}</td></tr>
 * <tr><td>{@code -crowd}</td><td>without; before words, phrases, groups and fields, after white space. A query of negatives
 *     alone finds all other images</td></tr>
 * <tr><td>{@code "golden retriever"}, {@code golden-retriever}</td><td>words side by side, in straight or curly quotes; so
 *     are words joined by punctuation. A pasted filename finds its file</td></tr>
 * <tr><td>{@code (a OR b) c}</td><td>groups</td></tr>
 * <tr><td>{@code sun*}</td><td>words that begin so; the star stands at the end of a single word, nowhere else</td></tr>
 * <tr><td>{@code tag:beach}, {@code tag:"golden retriever"}</td><td>exactly this tag</td></tr>
 * <tr><td>{@code category:color}, {@code source:user}, {@code source:ai}</td><td>any tag of this category or source</td></tr>
 * </table>
 *
 * <p>The last word is taken for a beginning as well, unless white space, a quote or anything else follows. Names of fields
 * count in any case; other words with a colon are words. A {@code #} before a word does not count.
 *
 * <p>Searching while typing must not fail: what says nothing by itself (punctuation, {@code OR} without another side, an
 * empty group, a parenthesis without partner) is skipped, what is left open is closed at the end. Refused are queries of which
 * nothing remains that way, fields without a valid value, misplaced stars, and whatever exceeds the limits.
 */
public final class QueryParser {

    /** Most {@code char}s of a query. */
    public static final int MAX_LENGTH = 1_000;

    /** Most words and fields of a query; each word of a phrase counts. */
    public static final int MAX_TERMS = 64;

    /** Most groups within each other. */
    public static final int MAX_DEPTH = 16;

    private final String text;
    private final List<QueryToken> tokens;
    private final List<Term> terms = new ArrayList<>();
    private int next;
    private int words;
    private int depth;
    private int negations;

    private QueryParser(String text) {
        this.text = text;
        this.tokens = QueryLexer.tokens(text);
    }

    /**
     * Reads a query; blank text asks for everything and has no terms.
     *
     * @throws InvalidQueryException when the text has no meaning, see the class comment
     */
    public static ParsedQuery parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new InvalidQueryException(
                    "a search has at most %d characters, this one has %d".formatted(MAX_LENGTH, text.length()),
                    MAX_LENGTH);
        }
        String storable = storable(text);
        if (storable.isBlank()) {
            return new ParsedQuery(new Everything(), List.of());
        }
        QueryParser parser = new QueryParser(storable);
        SearchExpression expression = parser.alternatives().orElseThrow(parser::nothingLeft);
        return new ParsedQuery(expression, parser.terms);
    }

    /** Puts a space for each white space, control character and unpaired surrogate; positions stay what they are. */
    private static String storable(String text) {
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean space = Character.isWhitespace(c)
                    || Character.isSpaceChar(c)
                    || Character.isISOControl(c)
                    || Character.getType(c) == Character.SURROGATE;
            storable.appendCodePoint(space ? ' ' : c);
        });
        return storable.toString();
    }

    private Optional<SearchExpression> alternatives() {
        List<SearchExpression> found = new ArrayList<>();
        do {
            conjunction().ifPresent(found::add);
        } while (skip(Kind.OR));
        return combined(found, Or::new);
    }

    private Optional<SearchExpression> conjunction() {
        List<SearchExpression> found = new ArrayList<>();
        while (!isAt(Kind.OR) && next < tokens.size()) {
            if (!isAt(Kind.CLOSE)) {
                operand().ifPresent(found::add);
            } else if (depth == 0) {
                next++;
            } else {
                break;
            }
        }
        return combined(found, And::new);
    }

    private static Optional<SearchExpression> combined(
            List<SearchExpression> found, Function<List<SearchExpression>, SearchExpression> many) {
        List<SearchExpression> distinct = found.stream().distinct().toList();
        return distinct.size() < 2 ? distinct.stream().findFirst() : Optional.of(many.apply(distinct));
    }

    private Optional<SearchExpression> operand() {
        QueryToken token = tokens.get(next++);
        return switch (token.kind()) {
            case NOT -> negation(token);
            case OPEN -> group(token);
            case FIELD -> Optional.of(field(token));
            case PHRASE -> phrase(token);
            case WORD -> word(token);
            case OR, CLOSE -> throw new IllegalStateException("no operand: " + token);
        };
    }

    private Optional<SearchExpression> negation(QueryToken minus) {
        if (next == tokens.size() || tokens.get(next).start() != minus.end() || isAt(Kind.OR)) {
            return Optional.empty();
        }
        negations++;
        Optional<SearchExpression> operand = operand();
        negations--;
        return operand.map(Not::new);
    }

    private Optional<SearchExpression> group(QueryToken open) {
        if (depth == MAX_DEPTH) {
            throw new InvalidQueryException(
                    "a search has at most %d groups within each other".formatted(MAX_DEPTH), open.start());
        }
        depth++;
        Optional<SearchExpression> content = alternatives();
        depth--;
        skip(Kind.CLOSE);
        return content;
    }

    private Optional<SearchExpression> word(QueryToken token) {
        int star = token.text().indexOf('*');
        if (star != -1) {
            return Optional.of(prefix(token, star));
        }
        List<String> parts = SearchWords.ofText(token.text());
        String typed = SearchWords.trim(token.text());
        boolean unfinished = token.end() == text.length() && negations == 0;
        return parts.size() == 1 && unfinished
                ? Optional.of(leaf(token.start(), typed, 1, new WordOrPrefix(parts.get(0))))
                : words(token.start(), typed, parts);
    }

    private SearchExpression prefix(QueryToken token, int star) {
        List<String> parts = SearchWords.ofText(token.text().substring(0, star));
        if (parts.size() != 1 || star != token.text().length() - 1) {
            throw new InvalidQueryException(
                    "a star goes at the end of a single word, as in beach*", token.start() + star);
        }
        return leaf(token.start(), token.text(), 1, new Prefix(parts.get(0)));
    }

    private Optional<SearchExpression> phrase(QueryToken token) {
        String typed = text.substring(token.start(), token.end()).strip();
        return words(token.start(), typed, SearchWords.ofText(token.text()));
    }

    private Optional<SearchExpression> words(int start, String typed, List<String> parts) {
        return switch (parts.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(leaf(start, typed, 1, new Word(parts.get(0))));
            default -> Optional.of(leaf(start, typed, parts.size(), new Phrase(parts)));
        };
    }

    private SearchExpression field(QueryToken field) {
        String name = field.text().toLowerCase(Locale.ROOT);
        if (next == tokens.size()
                || tokens.get(next).start() != field.end()
                || !(isAt(Kind.WORD) || isAt(Kind.PHRASE))) {
            throw new InvalidQueryException(
                    "%s needs a value directly after the colon, as in tag:beach or tag:\"golden retriever\""
                            .formatted(name),
                    field.end());
        }
        QueryToken value = tokens.get(next++);
        SearchExpression leaf =
                switch (name) {
                    case "tag:" -> tagged(value);
                    case "category:" -> inCategory(value);
                    case "source:" -> fromSource(value);
                    default -> throw new IllegalStateException("no field: " + field);
                };
        return leaf(field.start(), text.substring(field.start(), value.end()).strip(), 1, leaf);
    }

    private static SearchExpression tagged(QueryToken value) {
        String name = value.text().startsWith("#") ? value.text().substring(1) : value.text();
        try {
            return new Tagged(TagName.of(name));
        } catch (InvalidTagNameException e) {
            throw new InvalidQueryException("tag: " + e.getMessage(), value.start());
        }
    }

    private static SearchExpression inCategory(QueryToken value) {
        try {
            TagCategory category = TagCategory.of(value.text());
            return new InCategory(category.value().equals("colour") ? TagCategory.COLOR : category);
        } catch (IllegalArgumentException e) {
            throw new InvalidQueryException("category: " + e.getMessage(), value.start());
        }
    }

    private static SearchExpression fromSource(QueryToken value) {
        return switch (value.text().strip().toLowerCase(Locale.ROOT)) {
            case "user" -> new FromSource(TagSource.USER);
            case "ai" -> new FromSource(TagSource.AI);
            default -> throw new InvalidQueryException("a source is user or ai, not " + value.text(), value.start());
        };
    }

    private SearchExpression leaf(int start, String typed, int wordCount, SearchExpression leaf) {
        words += wordCount;
        if (words > MAX_TERMS) {
            throw new InvalidQueryException("a search has at most %d words".formatted(MAX_TERMS), start);
        }
        boolean known = terms.stream()
                .anyMatch(term -> term.text().equals(typed) || term.leaf().equals(leaf));
        if (negations % 2 == 0 && !known) {
            terms.add(new Term(typed, leaf));
        }
        return leaf;
    }

    private boolean isAt(Kind kind) {
        return next < tokens.size() && tokens.get(next).kind() == kind;
    }

    private boolean skip(Kind kind) {
        boolean found = isAt(kind);
        if (found) {
            next++;
        }
        return found;
    }

    private InvalidQueryException nothingLeft() {
        int start = text.length() - text.stripLeading().length();
        return new InvalidQueryException(
                tokens.isEmpty() || tokens.get(0).kind() == Kind.OR
                        ? "OR and AND stand between words; in lower case they are words themselves"
                        : "nothing to search for: type a word, as in beach or \"golden retriever\"",
                start);
    }
}
