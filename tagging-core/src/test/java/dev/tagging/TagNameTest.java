package dev.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.InvalidTagNameException.Rule;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagNameTest {

    @ParameterizedTest
    @CsvSource({
        "Beach, beach",
        "GOLDEN RETRIEVER, golden retriever",
        "'  golden \t\n retriever  ', golden retriever",
        "close-up, close-up",
        "3d, 3d",
        "1950s, 1950s",
        "東京タワー, 東京タワー",
        "犬, 犬",
        "हिन्दी, हिन्दी",
        "ÎLE, île"
    })
    void ofFoldsCaseAndWhiteSpaceAndNothingElse(String typed, String expected) {
        assertThat(TagName.of(typed).value()).isEqualTo(expected);
    }

    @Test
    void oneNameInTwoUnicodeSpellingsIsOneTag() {
        TagName composed = TagName.of("caf\u00E9");
        TagName decomposed = TagName.of("cafe\u0301");

        assertThat(decomposed).isEqualTo(composed);
    }

    @Test
    void theHyphensOfWordProcessorsAreHyphens() {
        assertThat(TagName.of("close\u2010up")).isEqualTo(TagName.of("close-up"));
        assertThat(TagName.of("close\u2011up")).isEqualTo(TagName.of("close-up"));
    }

    @Test
    void noBreakAndIdeographicSpacesAreSpaces() {
        assertThat(TagName.of("golden\u00A0retriever")).isEqualTo(TagName.of("golden retriever"));
        assertThat(TagName.of("東京\u3000タワー")).isEqualTo(TagName.of("東京 タワー"));
    }

    @Test
    void caseIsFoldedTheSameWayWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr", "TR"));

            assertThat(TagName.of("IRIS").value()).isEqualTo("iris");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @MethodSource("invalidNames")
    void ofNamesTheRuleThatATextBreaks(Rule rule, String text) {
        assertThatExceptionOfType(InvalidTagNameException.class)
                .isThrownBy(() -> TagName.of(text))
                .satisfies(e -> assertThat(e.rule()).isEqualTo(rule))
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(300));
    }

    static Stream<Arguments> invalidNames() {
        return Stream.of(
                Arguments.of(Rule.BLANK, ""),
                Arguments.of(Rule.BLANK, " \t\u00A0\u3000\n"),
                Arguments.of(Rule.TOO_SHORT, "a"),
                Arguments.of(Rule.TOO_SHORT, " 7 "),
                Arguments.of(Rule.TOO_LONG, "x".repeat(51)),
                Arguments.of(Rule.TOO_LONG, "\uD83D\uDE00".repeat(51)),
                Arguments.of(Rule.TOO_LONG, " ".repeat(1_001)),
                Arguments.of(Rule.FORBIDDEN_CHARACTER, "valentine's day"),
                Arguments.of(Rule.FORBIDDEN_CHARACTER, "a/b"),
                Arguments.of(Rule.FORBIDDEN_CHARACTER, "snake_case"),
                Arguments.of(Rule.FORBIDDEN_CHARACTER, "nul\u0000nul"),
                Arguments.of(Rule.FORBIDDEN_CHARACTER, "half \uD83D"),
                Arguments.of(Rule.FORBIDDEN_CHARACTER, "party \uD83C\uDF89"),
                Arguments.of(Rule.FORBIDDEN_CHARACTER, "zero\u200Bwidth"),
                Arguments.of(Rule.FORBIDDEN_CHARACTER, "<b>bold</b>"),
                Arguments.of(Rule.MISPLACED_CHARACTER, "\u0301abc"),
                Arguments.of(Rule.MISPLACED_CHARACTER, "-abc"),
                Arguments.of(Rule.MISPLACED_CHARACTER, "abc-"),
                Arguments.of(Rule.MISPLACED_CHARACTER, "--"));
    }

    @Test
    void fiftyCodePointsAreAllowedHoweverManyCharsTheyTake() {
        String name = "\uD840\uDC00".repeat(TagName.MAX_LENGTH);

        assertThat(TagName.of(name).value()).hasSize(100);
    }

    @Test
    void theConstructorTakesOnlyTheCanonicalForm() {
        assertThat(new TagName("golden retriever")).isEqualTo(TagName.of("golden retriever"));
        assertThatThrownBy(() -> new TagName("Beach"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TagName.of");
        assertThatThrownBy(() -> new TagName("a")).isInstanceOf(InvalidTagNameException.class);
    }

    @Test
    void everyCharacterMakesAStableNameOrNone() {
        List<String> unstable = EveryCharacter.stream()
                .boxed()
                .flatMap(TagNameTest::placed)
                .filter(text -> !accepted(text).allMatch(TagNameTest::isCanonical))
                .map(TagNameTest::escaped)
                .toList();

        assertThat(unstable).isEmpty();
    }

    @Test
    void everyCharacterIsCleanedIntoAStableNameOrNone() {
        List<String> unstable = EveryCharacter.stream()
                .mapToObj(c -> "abΣ" + Character.toString(c) + "\u0301Σ" + Character.toString(c))
                .filter(text -> !TagName.clean(text).stream().allMatch(TagNameTest::isClean))
                .map(TagNameTest::escaped)
                .toList();

        assertThat(unstable).isEmpty();
    }

    @Test
    void everyLetterMarkAndDigitOfUnicodeMayStandInsideAName() {
        List<String> refused = EveryCharacter.stream()
                .filter(c -> Character.isLetterOrDigit(c)
                        || Character.getType(c) == Character.NON_SPACING_MARK
                        || Character.getType(c) == Character.COMBINING_SPACING_MARK)
                .mapToObj(c -> "x" + Character.toString(c) + "y")
                .filter(text -> accepted(text).findAny().isEmpty())
                .map(TagNameTest::escaped)
                .toList();

        assertThat(refused).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Valentine's Day!, valentines day",
        "Valentine\u2019s Day, valentines day",
        "snake_case/and.dots, snake case and dots",
        "'\"golden retriever\".', golden retriever",
        "'dog, brown', dog brown",
        "- list item, list item",
        "well-known --, well-known",
        "#Beach, beach",
        "party \uD83C\uDF89 time, party time",
        "sunny \u2600\uFE0F day, sunny day",
        "gold\u00ADen, golden",
        "\uFEFFbeach, beach",
        "zero\u200Bwidth, zero width",
        "100%, 100",
        "<b>bold</b>, b bold b",
        "犬, 犬"
    })
    void cleanMakesANameOfWhatAMachineSaid(String said, String expected) {
        assertThat(TagName.clean(said)).map(TagName::value).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "!!!", "---", "a", "'", "\u0301", "\uD83D\uDE00", "\uD83D", "\u0000"})
    void cleanGivesNothingWhereNoNameRemains(String said) {
        assertThat(TagName.clean(said)).isEmpty();
    }

    @Test
    void cleanLeavesOffWholeWordsThatDoNotFit() {
        String sentence = "a very long sentence that a talkative model wrote where one word was asked for";

        assertThat(TagName.clean(sentence))
                .map(TagName::value)
                .hasValue("a very long sentence that a talkative model wrote");
        assertThat(TagName.clean("x".repeat(51))).isEmpty();
    }

    @Test
    void cleanKnowsTheEndOfAGreekWordWhateverFollows() {
        assertThat(TagName.clean("ΟΔΟΣ.ΑΒ")).hasValue(TagName.of("ΟΔΟΣ ΑΒ"));
    }

    @Test
    void cleanLeavesAValidNameAsItIs() {
        for (String valid : List.of("beach", "golden retriever", "close-up", "हिन्दी", "犬", "1950s")) {
            assertThat(TagName.clean(valid)).hasValue(TagName.of(valid));
        }
    }

    @Test
    void cleanLooksAtNoMoreThanTheBeginningOfALongText() {
        assertThat(TagName.clean("beach!".repeat(1_000_000))).isPresent();
    }

    @Test
    void namesAreOrderedByTheirText() {
        List<TagName> names = new ArrayList<>(List.of(TagName.of("sunset"), TagName.of("beach")));

        names.sort(null);

        assertThat(names).containsExactly(TagName.of("beach"), TagName.of("sunset"));
        assertThat(TagName.of("Beach")).hasToString("beach");
    }

    private static boolean isClean(TagName name) {
        return isCanonical(name) && TagName.clean(name.value()).equals(Optional.of(name));
    }

    private static boolean isCanonical(TagName name) {
        String value = name.value();
        return TagName.of(value).equals(name)
                && value.equals(value.toLowerCase(Locale.ROOT))
                && Normalizer.isNormalized(value, Normalizer.Form.NFC);
    }

    private static Stream<TagName> accepted(String text) {
        try {
            return Stream.of(TagName.of(text));
        } catch (InvalidTagNameException e) {
            return Stream.empty();
        }
    }

    /** At the beginning, and where a mark may melt into it and a sigma looks for the end of its word. */
    private static Stream<String> placed(int codePoint) {
        String c = Character.toString(codePoint);
        return Stream.of(c + "ab", "Σ" + c + "\u0301Σ");
    }

    private static String escaped(String text) {
        return text.codePoints().mapToObj("U+%04X "::formatted).reduce("", String::concat);
    }
}
