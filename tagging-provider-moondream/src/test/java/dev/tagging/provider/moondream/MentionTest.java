package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class MentionTest {

    @Test
    void listsAreSplitAtCommasSemicolonsAndLines() {
        assertThat(Mention.allIn("dog, red car;\n- sofa\n"))
                .extracting(Mention::key, Mention::text)
                .containsExactly(tuple(null, "dog"), tuple(null, "red car"), tuple(null, "- sofa"));
    }

    @Test
    void jsonNamesThingsUnderKeys() {
        String answer = "{\"object\": [\"dog\", \"caf\\u00e9\"], \"color\" : [\"red\"], \"n\": 3}";

        assertThat(Mention.allIn(answer))
                .extracting(Mention::key, Mention::text)
                .containsExactly(tuple("object", "dog"), tuple("object", "café"), tuple("color", "red"));
        assertThat(Mention.allIn(answer).get(0)).satisfies(dog -> assertThat(answer.substring(dog.start(), dog.end()))
                .isEqualTo("dog"));
    }

    @Test
    void jsonMayBeFencedOrCutOff() {
        assertThat(Mention.allIn("Sure!\n```json\n[\"dog\", \"cat\"]\n```"))
                .extracting(Mention::text)
                .containsExactly("dog", "cat");
        assertThat(Mention.allIn("{\"object\": [\"dog\", \"ca"))
                .extracting(Mention::text)
                .containsExactly("dog");
        assertThat(Mention.allIn("{\"object\": [\"dog\\")).isEmpty();
        assertThat(Mention.allIn("{\"object\": [\"\\uZZZZ\", \"\\u00"))
                .extracting(Mention::text)
                .containsExactly(" ");
    }

    @Test
    void nothingNamesNothing() {
        assertThat(Mention.allIn("")).isEmpty();
        assertThat(Mention.allIn(" ,;\n,")).isEmpty();
        assertThat(Mention.allIn("{\"object\": []}")).isEmpty();
    }
}
