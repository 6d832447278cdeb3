package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagWordsTest {

    @ParameterizedTest
    @CsvSource({
        "' A Dog. ', dog",
        "and the red car, red car",
        "- mountains, mountains",
        "1. sofa, sofa",
        "* `table`, table",
        "[lamp], lamp",
        "two dogs, dogs",
        "andes, andes",
        "thermos, thermos",
        "black and white, black and white",
        "golden retriever, golden retriever"
    })
    void leavesOutArticlesNumbersAndMarks(String item, String tag) {
        assertThat(TagWords.of(item)).containsExactly(tag);
    }

    @ParameterizedTest
    @CsvSource({"a cat and a ball, cat, ball", "salt & pepper, salt, pepper"})
    void twoThingsAreTwoTags(String item, String first, String second) {
        assertThat(TagWords.of(item)).containsExactly(first, second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "none",
                "N/A",
                "the image",
                "...",
                "yes.",
                "this picture shows a dog on a beach",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void fillersAndSentencesAreNoTags(String item) {
        assertThat(TagWords.of(item)).isEmpty();
    }
}
