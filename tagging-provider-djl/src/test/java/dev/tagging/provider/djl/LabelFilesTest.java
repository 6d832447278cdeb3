package dev.tagging.provider.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.provider.djl.LabelSet.TagScore;
import dev.tagging.provider.djl.runtime.SharedTestData;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFilesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "person\nbicycle\ncar",
                "person 0\nbicycle 1\ncar 2\n",
                "# classes\r\nperson\r\nbicycle\r\n\r\ncar",
                "[\"person\", \"bicycle\", \"car\"]",
                "[[\"n1\", \"person\"], [\"n2\", \"bicycle\"], [\"n3\", \"car\"]]",
                "{\"2\": \"car\", \"0\": \"person\", \"1\": \"bicycle\"}",
                "{\"model_type\": \"x\", \"id2label\": {\"0\": \"person\", \"1\": \"bicycle\", \"2\": \"car\"}}"
            })
    void reads_the_files_that_come_with_models(String text) {
        LabelSet labels = LabelFiles.parse(text);

        assertThat(labels.size()).isEqualTo(3);
        assertThat(labels.tagNames()).containsExactly("person", "bicycle", "car");
    }

    @Test
    void keeps_a_number_that_belongs_to_the_name() {
        assertThat(LabelFiles.parse("boeing 747\nairbus 380").tagNames()).containsExactly("boeing 747", "airbus 380");
    }

    @Test
    void reads_which_tags_a_class_speaks_for() {
        LabelSet labels =
                LabelFiles.parse("beacon, lighthouse = lighthouse, tower\nchime =\ntabby, tabby cat = *, cat");

        assertThat(labels.size()).isEqualTo(3);
        assertThat(labels.tagNames()).containsExactly("lighthouse", "tower", "tabby cat", "cat");
        assertThat(labels.score(new float[] {0.2f, 0.7f, 0.1f}, true, 0.15))
                .extracting(TagScore::tag)
                .containsExactly("lighthouse", "tower");
    }

    @ParameterizedTest
    @CsvSource({"imagenet-1k, 1000, golden retriever", "places365, 365, kitchen", "coco-80, 80, potted plant"})
    void has_the_usual_ones_built_in(String name, int size, String tag) {
        LabelSet labels = LabelFiles.builtIn(name).orElseThrow();

        assertThat(labels.size()).isEqualTo(size);
        assertThat(labels.tagNames()).contains(tag).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"labels", "labels.txt", "../labels/coco-80", "coco-81"})
    void has_no_others_built_in(String name) {
        assertThat(LabelFiles.builtIn(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                           | it holds no labels",
                "# only a comment             | it holds no labels",
                "{\"0\": \"a\", \"2\": \"c\"} | class 1 is missing",
                "{\"a\": \"b\"}               | no list of labels",
                "[1, 2                        | no list of labels"
            })
    void says_what_is_wrong_with_a_file(String text, String reason) {
        assertThatThrownBy(() -> LabelFiles.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void reads_the_files_of_real_models_in_the_order_of_the_built_in_ones() throws IOException {
        LabelSet scenes = LabelFiles.read(SharedTestData.get("labels/categories_places365.txt"));
        LabelSet things = LabelFiles.read(SharedTestData.get("labels/imagenet_wnid_classes.json"));

        assertThat(scenes.size()).isEqualTo(365);
        assertThat(scenes.tagNames()).startsWith("airfield", "airplane cabin").contains("florist shop");
        assertThat(things.size()).isEqualTo(1000);
        assertThat(things.tagNames()).startsWith("tench", "goldfish").contains("tabby cat");
        assertThat(best(scenes, 203)).containsExactly("kitchen");
        assertThat(best(LabelFiles.builtIn("places365").orElseThrow(), 203))
                .containsExactlyInAnyOrder("kitchen", "indoor");
        assertThat(best(LabelFiles.builtIn("imagenet-1k").orElseThrow(), 281))
                .containsExactlyInAnyOrder("tabby cat", "cat", "animal");
    }

    private static List<String> best(LabelSet labels, int index) {
        float[] scores = new float[labels.size()];
        scores[index] = 1;
        return labels.score(scores, true, 0.5).stream().map(TagScore::tag).toList();
    }
}
