package dev.tagging.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.InvalidQueryException;
import dev.tagging.search.ParsedQuery.Term;
import dev.tagging.search.SearchExpression.Everything;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00A0\u3000", "\u0000\u0007", "\uD83D"})
    void aBlankQueryAsksForEverything(String query) {
        ParsedQuery parsed = QueryParser.parse(query);

        assertThat(parsed).isEqualTo(new ParsedQuery(new Everything(), List.of()));
        assertThat(Notation.of(parsed.expression())).isEqualTo("everything");
    }

    /** The right column is the notation of {@link Notation}; {@code ~} ends a word that may be a beginning. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                // words
                "beach|beach~",
                "beach |beach",
                "Beach Sunset|(and beach sunset~)",
                "beach AND sunset|(and beach sunset~)",
                "beach and sunset|(and beach and sunset~)",
                "#Beach #sunset |(and beach sunset)",
                "beach beach |beach",
                "beach!|beach~",
                "beach, sunset|(and beach sunset~)",
                "valentine's day|(and valentines day~)",
                "BeachVacation |beachvacation",
                "beach\u0000sunset\uD83D|(and beach sunset)",
                "C# |c",
                // phrases
                "\"golden retriever\"|'golden retriever'",
                "\"golden retriever|'golden retriever'",
                "\u201Cgolden retriever\u201D|'golden retriever'",
                "\u201Egolden retriever\u201C|'golden retriever'",
                "\u00ABgolden retriever\u00BB|'golden retriever'",
                "\"beach\"|beach",
                "\"\" beach|beach~",
                "golden-retriever|'golden retriever'",
                "beach_vacation_2025.jpg|'beach vacation 2025 jpg'",
                "photos/beach|'photos beach'",
                "\"a -b* (OR) tag:c\"|'a b or tag c'",
                "beach\"golden retriever\"sunset|(and beach 'golden retriever' sunset~)",
                // prefixes
                "sun*|sun*",
                "sun* beach |(and sun* beach)",
                "valentine's*|valentines*",
                // negation
                "-crowd|(not crowd)",
                "beach -crowd|(and beach (not crowd))",
                "-a -b|(and (not a) (not b))",
                "-\"golden retriever\"|(not 'golden retriever')",
                "-golden-retriever|(not 'golden retriever')",
                "-(a b)|(not (and a b))",
                "-(a -b)|(not (and a (not b)))",
                "-tag:beach|(not tag:beach)",
                "-#beach|(not beach)",
                "-sun*|(not sun*)",
                "(-a)|(not a)",
                // fields
                "tag:beach|tag:beach",
                "TAG:Beach x |(and tag:beach x)",
                "tag:\"Golden  Retriever\"|tag:golden retriever",
                "tag:\"golden retriever|tag:golden retriever",
                "tag:golden-retriever|tag:golden-retriever",
                "tag:#beach|tag:beach",
                "tag:OR|tag:or",
                "category:Color|category:color",
                "category:colour|category:color",
                "category:material|category:material",
                "source:user|source:USER",
                "Source:AI|source:AI",
                "http://x|'http x'",
                "foo:bar|'foo bar'",
                "foo: bar |(and foo bar)",
                "tags:beach|'tags beach'",
                "xtag:beach|'xtag beach'",
                // groups
                "(a)|a",
                "(a b) |(and a b)",
                "((a))|a",
                "(a b) c |(and (and a b) c)"
            })
    void aQueryMeansWhatItSays(String query, String meaning) {
        assertThat(Notation.of(QueryParser.parse(query).expression())).isEqualTo(meaning);
    }

    /** Without a column separator in the way. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a OR b >(or a b)",
                "a | b >(or a b)",
                "a|b >(or a b)",
                "a or b >(and a or b)",
                "a OR b OR c >(or a b c)",
                "a b OR c d >(or (and a b) (and c d))",
                "a (b OR c) d >(and a (or b c) d)",
                "a OR -b >(or a (not b))",
                "a|-b >(or a (not b))",
                "\"a OR b\" >'a or b'",
                "a OR a >a",
                "a OR b>(or a b~)"
            })
    void orBindsLessTightlyThanWordsSideBySide(String query, String meaning) {
        assertThat(Notation.of(QueryParser.parse(query).expression())).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a OR>a",
                "OR a >a",
                "a OR OR b >(or a b)",
                "a || b >(or a b)",
                "AND a >a",
                "a - b >(and a b)",
                "a -- b >(and a b)",
                "a --b >(and a b)",
                "a -->a",
                "a -OR b >(or a b)",
                "a -AND b >(and a b)",
                "a () b >(and a b)",
                "a -() b >(and a b)",
                "(a b>(and a b~)",
                "a) b >(and a b)",
                "a (b OR>(and a b)",
                "smile :).jpg >(and smile jpg)",
                "photo(1)-beach.jpg >(and photo 1 'beach jpg')",
                "!!! beach ??? >beach",
                "(!!!) beach >beach"
            })
    void whatSaysNothingIsSkipped(String query, String meaning) {
        assertThat(Notation.of(QueryParser.parse(query).expression())).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "OR>0>OR and AND stand between words",
                " AND >1>OR and AND stand between words",
                "| |>0>OR and AND stand between words",
                "->0>nothing to search for",
                "()>0>nothing to search for",
                "  !!!>2>nothing to search for",
                "\"\">0>nothing to search for",
                "\uD83C\uDF89>0>nothing to search for",
                "tag:>4>tag: needs a value directly after the colon",
                "a tag: beach>6>tag: needs a value",
                "tag:(a)>4>tag: needs a value",
                "Category:>9>category: needs a value",
                "tag:tag:>4>tag: a tag has letters, digits, spaces and hyphens only",
                "tag:a_b>4>tag: a tag has letters, digits, spaces and hyphens only",
                "a -tag:x>7>tag: a tag needs at least 2 characters",
                "tag:\"\">4>tag: a tag needs at least 2 characters",
                "tag:beach*>4>tag: a tag has letters",
                "category:!>9>category: a category has 1 to 40 letters",
                "source:bot>7>a source is user or ai, not bot",
                "*>0>a star goes at the end of a single word",
                "*foo>0>a star goes at the end",
                "a f*oo>3>a star goes at the end",
                "foo**>3>a star goes at the end",
                "golden-retr*>11>a star goes at the end"
            })
    void whatHasNoMeaningIsRefusedWhereItStands(String query, int position, String message) {
        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> QueryParser.parse(query))
                .withMessageStartingWith(message)
                .satisfies(e -> assertThat(e.position()).isEqualTo(position));
    }

    @Test
    void theTermsAreThePositiveLeavesAsTyped() {
        ParsedQuery query = QueryParser.parse(
                "#Beach, -crowd (\"Golden  Retriever\" OR -(x -lake)) TAG:sea sun* category:Color IMG_1.jpg sk");

        assertThat(query.terms())
                .extracting(Term::text)
                .containsExactly(
                        "Beach",
                        "\"Golden  Retriever\"",
                        "lake",
                        "TAG:sea",
                        "sun*",
                        "category:Color",
                        "IMG_1.jpg",
                        "sk");
        assertThat(query.terms())
                .extracting(term -> Notation.of(term.leaf()))
                .containsExactly(
                        "beach",
                        "'golden retriever'",
                        "lake",
                        "tag:sea",
                        "sun*",
                        "category:color",
                        "'img 1 jpg'",
                        "sk~");
    }

    @Test
    void noTermIsListedTwice() {
        assertThat(QueryParser.parse("beach Beach -sunset beach").terms())
                .extracting(Term::text)
                .containsExactly("beach");
        assertThat(QueryParser.parse("-beach").terms()).isEmpty();
    }

    @Test
    void theLastWordMayBeABeginningOnlyWhereItIsStillBeingTyped() {
        assertThat(Notation.of(QueryParser.parse("(a b").expression())).isEqualTo("(and a b~)");
        assertThat(Notation.of(QueryParser.parse("(a b)").expression())).isEqualTo("(and a b)");
        assertThat(Notation.of(QueryParser.parse("a -b").expression())).isEqualTo("(and a (not b))");
        assertThat(Notation.of(QueryParser.parse("a -(b").expression())).isEqualTo("(and a (not b))");
        assertThat(Notation.of(QueryParser.parse("a\u0000").expression())).isEqualTo("a");
    }

    @Test
    void aQueryHasAtMostAThousandCharacters() {
        assertThat(QueryParser.parse(" ".repeat(998) + "aa").terms()).hasSize(1);
        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> QueryParser.parse(" ".repeat(1_001)))
                .withMessage("a search has at most 1000 characters, this one has 1001")
                .satisfies(e -> assertThat(e.position()).isEqualTo(1_000));
    }

    @Test
    void aQueryHasAtMost64WordsPhrasesAndNegativesIncluded() {
        assertThat(QueryParser.parse("a" + " b".repeat(63)).terms()).hasSize(2);
        assertRefused("a ".repeat(65), 128, "a search has at most 64 words");
        assertRefused("-a ".repeat(65), 193, "a search has at most 64 words");
        assertRefused("x " + "a.".repeat(64), 2, "a search has at most 64 words");
    }

    @Test
    void groupsNestAtMost16Deep() {
        assertThat(Notation.of(QueryParser.parse("(".repeat(16) + "a").expression()))
                .isEqualTo("a~");
        assertRefused("(".repeat(17) + "a", 16, "a search has at most 16 groups within each other");
        assertRefused("-(".repeat(500), 33, "a search has at most 16 groups within each other");
        assertThat(Notation.of(QueryParser.parse("()".repeat(499) + "aa").expression()))
                .isEqualTo("aa~");
    }

    @Test
    void longWordsAreCutAsTheyAreInTheIndex() {
        String word = "x".repeat(150);

        assertThat(Notation.of(QueryParser.parse(word + " ").expression())).isEqualTo("x".repeat(100));
    }

    private static void assertRefused(String query, int position, String message) {
        assertThatExceptionOfType(InvalidQueryException.class)
                .isThrownBy(() -> QueryParser.parse(query))
                .withMessage(message)
                .satisfies(e -> assertThat(e.position()).isEqualTo(position));
    }
}
