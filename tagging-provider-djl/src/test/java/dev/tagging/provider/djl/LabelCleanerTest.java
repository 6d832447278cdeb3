package dev.tagging.provider.djl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelCleanerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tabby, tabby cat                          | tabby cat",
                "n02123045 tabby, tabby cat                | tabby cat",
                "hammerhead, hammerhead shark              | hammerhead shark",
                "tench, Tinca tinca                        | tench",
                "beacon, lighthouse, beacon light, pharos  | beacon light",
                "cab, hack, taxi, taxicab                  | cab",
                "/k/kitchen                                | kitchen",
                "/f/florist_shop/indoor                    | florist shop",
                "/a/apartment_building/outdoor             | apartment building",
                "golden_retriever                          | golden retriever",
                "Granny Smith                              | granny smith",
                "crane (bird)                              | crane",
                "jack-o'-lantern                           | jack-o-lantern",
                "teddy  bear                               | teddy bear",
                "Human face                                | human face"
            })
    void makes_a_tag_that_a_person_would_type(String label, String tag) {
        assertThat(LabelCleaner.clean(label)).contains(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!?", "(nothing)", "/", "/a/", ","})
    void makes_nothing_of_what_is_no_tag(String label) {
        assertThat(LabelCleaner.clean(label)).isEmpty();
    }

    @Test
    void is_idempotent() {
        for (String tag : LabelFiles.builtIn("imagenet-1k").orElseThrow().tagNames()) {
            assertThat(LabelCleaner.clean(tag)).contains(tag);
        }
    }
}
