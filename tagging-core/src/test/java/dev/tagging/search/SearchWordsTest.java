package dev.tagging.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tagging.EveryCharacter;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchWordsTest {

    @ParameterizedTest
    @CsvSource({
        "Beach, beach",
        "golden-retriever, golden retriever",
        "beach_vacation_2025.jpg, beach vacation 2025 jpg",
        "Valentine's, valentines",
        "Valentine\u2019s, valentines",
        "Valentine\u00B4s, valentines",
        "BeachVacation, beachvacation",
        "img1234, img1234",
        "iPhone, iphone",
        "#beach, beach",
        "gold\u00ADen, golden",
        "\u200Ebeach\u200F, beach",
        "zero\u200Bwidth, zero width",
        "ЁЛКА, ёлка",
        "ΟΔΟΣ.jpg, οδος jpg",
        "हिन्दी, हिन्दी",
        "می\u200Cخواهم, میخواهم",
        "東京タワー, 東京タワー",
        "x\u0000y, x y",
        "x\uD83Dy, x y",
        "party\uD83C\uDF89time, party time"
    })
    void aTextIsCutIntoWords(String text, String words) {
        assertThat(SearchWords.ofText(text)).isEqualTo(List.of(words.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!!!", "'", "\u0301", "\u0000", "\uD83D", "\uD83C\uDF89", "\u200B"})
    void aTextMayHaveNoWords(String text) {
        assertThat(SearchWords.ofText(text)).isEmpty();
        assertThat(SearchWords.ofFilename(text)).isEmpty();
    }

    @Test
    void oneWordInTwoUnicodeSpellingsIsOneWord() {
        assertThat(SearchWords.ofText("E\u0301cole")).isEqualTo(SearchWords.ofText("\u00C9cole"));
        assertThat(SearchWords.ofFilename("E\u0301coleE\u0301te\u0301"))
                .isEqualTo(SearchWords.ofFilename("\u00C9cole\u00C9t\u00E9"));
    }

    @ParameterizedTest
    @MethodSource("filenames")
    void aFilenameIsIndexedSplitAndUnsplit(String filename, List<String> lines) {
        assertThat(SearchWords.ofFilename(filename).lines()).isEqualTo(lines);
    }

    static Stream<Arguments> filenames() {
        return Stream.of(
                Arguments.of("beach.jpg", List.of("beach jpg")),
                Arguments.of("beach", List.of("beach")),
                Arguments.of("beach_vacation-2025 (1).jpg", List.of("beach vacation 2025 1 jpg")),
                Arguments.of("2025/trips\\beach.jpg", List.of("2025 trips beach jpg")),
                Arguments.of("BeachVacation.jpg", List.of("beach vacation jpg", "beachvacation jpg")),
                Arguments.of("XMLFile.JPG", List.of("xml file jpg", "xmlfile jpg")),
                Arguments.of("IMG1234.jpg", List.of("img 1234 jpg", "img1234 jpg")),
                Arguments.of("iPhone12.jpg", List.of("i phone 12 jpg", "iphone 12 jpg", "iphone12 jpg")),
                Arguments.of("Valentine'sDay.jpg", List.of("valentines day jpg", "valentinesday jpg")),
                Arguments.of("ÉtéÀParis", List.of("été à paris", "étéàparis")),
                Arguments.of("ὉΔΌΣ1.png", List.of("ὁδός 1 png", "ὁδός1 png")),
                Arguments.of("東京2020.jpg", List.of("東京 2020 jpg", "東京2020 jpg")),
                Arguments.of("٢٠٢٥صورة", List.of("٢٠٢٥ صورة", "٢٠٢٥صورة")),
                Arguments.of("a__..--b", List.of("a b")));
    }

    @Test
    void wordsAreCutOffAfterAHundredCodePoints() {
        String word = "\uD840\uDC00".repeat(101);

        assertThat(SearchWords.ofText(word)).containsExactly("\uD840\uDC00".repeat(100));
        assertThat(SearchWords.ofFilename(word + ".jpg")).isEqualTo("\uD840\uDC00".repeat(100) + " jpg");
    }

    @Test
    void aLineOfAFilenameHasAtMost200Words() {
        assertThat(SearchWords.ofFilename("a ".repeat(200))).hasSize(399);
        assertThat(SearchWords.ofFilename("a ".repeat(201))).hasSize(399);
        assertThat(SearchWords.ofFilename("a1".repeat(500)).lines())
                .first()
                .satisfies(line -> assertThat(line.split(" ", -1)).hasSize(200));
    }

    @Test
    void wordsOfEveryCharacterAreNormalAndStable() {
        List<String> unstable = EveryCharacter.stream()
                .mapToObj(c -> "Σ" + Character.toString(c) + "\u0301Σ" + Character.toString(c))
                .filter(text -> !SearchWords.ofText(text).stream().allMatch(SearchWordsTest::isStable))
                .map(text -> "U+%04X".formatted(text.codePointAt(1)))
                .toList();

        assertThat(unstable).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Beach", "golden retriever", "cafe\u0301", "it's", "a\u0000", "a:b", "'a' | 'b'"})
    void onlyNormalWordsMakeAnExpression(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SearchExpression.Word(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new SearchExpression.Prefix(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new SearchExpression.WordOrPrefix(text));
        assertThatIllegalArgumentException().isThrownBy(() -> new SearchExpression.Phrase(List.of("fine", text)));
    }

    private static boolean isStable(String word) {
        return SearchWords.ofText(word).equals(List.of(word))
                && word.equals(word.toLowerCase(Locale.ROOT))
                && Normalizer.isNormalized(word, Normalizer.Form.NFC);
    }
}
