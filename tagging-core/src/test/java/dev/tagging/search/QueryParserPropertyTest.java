package dev.tagging.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.InvalidQueryException;
import dev.tagging.search.ParsedQuery.Term;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QueryParserPropertyTest {

    @Property
    void anyTextIsReadOrRefusedWhereItStands(@ForAll String text) {
        isWellFormedOrRefused(text);
    }

    @Property(tries = 5_000)
    void anyHeapOfOperatorsIsReadOrRefusedWhereItStands(@ForAll("operatorHeaps") String text) {
        isWellFormedOrRefused(text);
    }

    @Property
    void aPastedFilenameFindsItsFile(@ForAll("filenames") String filename) {
        findsItself(filename);
    }

    @Property
    void aQuotedFilenameFindsItsFile(@ForAll("filenames") String filename) {
        String quoted = "\"" + filename.replace("\"", "") + "\"";
        Assume.that(!SearchWords.ofFilename(filename).isEmpty());

        SearchExpression expression = QueryParser.parse(quoted).expression();

        assertThat(new FilenameModel(filename.replace("\"", "")).isFoundBy(expression))
                .isTrue();
    }

    @Property
    void anyWordOfAFilenameFindsItsFile(@ForAll("filenames") String filename) {
        FilenameModel model = new FilenameModel(filename);

        for (String word : SearchWords.ofFilename(filename).split("[ \n]", -1)) {
            if (!word.isEmpty()) {
                assertThat(model.isFoundBy(QueryParser.parse(word).expression()))
                        .as(word)
                        .isTrue();
            }
        }
    }

    @Provide
    Arbitrary<String> operatorHeaps() {
        return Arbitraries.of(
                        "(",
                        ")",
                        "\"",
                        "|",
                        "-",
                        "*",
                        ":",
                        "#",
                        "'",
                        " ",
                        " OR ",
                        " AND ",
                        "tag:",
                        "category:",
                        "source:",
                        "ai",
                        "user",
                        "color",
                        "beach",
                        "B",
                        "é",
                        "\u0301",
                        "東",
                        "1",
                        "\u0000",
                        "\uD83D",
                        "\uDE00",
                        "\u201C",
                        "\u200B",
                        "_",
                        ".",
                        "/")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    /** Names without the characters that a query gives a meaning: stars, colons, a minus in front of a word. */
    @Provide
    Arbitrary<String> filenames() {
        return Arbitraries.of(
                        "Beach",
                        "vacation",
                        "IMG",
                        "i",
                        "Phone",
                        "XML",
                        "2025",
                        "7",
                        "OR",
                        "AND",
                        "É",
                        "e\u0301",
                        "ΣΑΣ",
                        "東京",
                        "हिन्दी",
                        "\uD83C\uDF89",
                        "_",
                        "-",
                        ".",
                        " ",
                        "'",
                        "\u2019",
                        "(",
                        ")",
                        "[",
                        "]",
                        "&",
                        "+",
                        ",",
                        "#",
                        "/",
                        "\\",
                        "|",
                        "\"",
                        "\u00AD",
                        "jpg")
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(parts -> String.join("", parts))
                .filter(name -> !name.matches("(?s).*(^|[ (|])-.*"))
                .filter(name -> name.chars().filter(c -> c == '(').count() <= QueryParser.MAX_DEPTH);
    }

    private static void findsItself(String filename) {
        boolean nothingButOperators =
                filename.replaceAll("\\b(OR|AND)\\b", "").chars().noneMatch(Character::isLetterOrDigit);
        Assume.that(!nothingButOperators);

        SearchExpression expression = QueryParser.parse(filename).expression();

        assertThat(new FilenameModel(filename).isFoundBy(expression))
                .as("%s in %s", Notation.of(expression), SearchWords.ofFilename(filename))
                .isTrue();
    }

    private static void isWellFormedOrRefused(String text) {
        Optional<ParsedQuery> parsed = parse(text);
        parsed.ifPresent(query -> {
            String notation = Notation.of(query.expression());
            assertThat(query.terms()).hasSizeLessThanOrEqualTo(QueryParser.MAX_TERMS);
            assertThat(query.terms()).extracting(Term::text).doesNotHaveDuplicates();
            assertThat(query.terms()).extracting(Term::leaf).doesNotHaveDuplicates();
            for (Term term : query.terms()) {
                assertThat(notation).contains(Notation.of(term.leaf()));
                assertThat(text.replaceAll("[\\s\\p{Z}\\p{Cc}\\p{Cs}]", " ")).contains(term.text());
                assertThat(term.text().codePoints())
                        .isNotEmpty()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
            }
        });
    }

    private static Optional<ParsedQuery> parse(String text) {
        try {
            return Optional.of(QueryParser.parse(text));
        } catch (InvalidQueryException e) {
            assertThat(e.position()).isBetween(0, text.length());
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }
}
