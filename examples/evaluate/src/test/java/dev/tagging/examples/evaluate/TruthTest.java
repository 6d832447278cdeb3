package dev.tagging.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tagging.TagCategory;
import dev.tagging.examples.evaluate.Truth.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {

    @TempDir
    private Path folder;

    @Test
    void reads_what_each_photo_shows() throws Exception {
        Truth truth = read(
                """
                file,origin,objects,scene,colours,attributes
                a.jpg,me,dogs;child|toddler;rickshaw or cart,grass field,grey,outdoor
                """);

        assertThat(truth.photos().get(0).name()).isEqualTo("a.jpg");
        assertThat(truth.photos().get(0).items())
                .extracting(Item::category, Item::words)
                .containsExactly(
                        tuple(TagCategory.OBJECT, List.of("dog")),
                        tuple(TagCategory.OBJECT, List.of("child", "toddler")),
                        tuple(TagCategory.OBJECT, List.of("rickshaw", "cart")),
                        tuple(TagCategory.SCENE, List.of("grass field")),
                        tuple(TagCategory.COLOR, List.of("grey")),
                        tuple(TagCategory.ATTRIBUTE, List.of("outdoor")));
        assertThat(truth.photos().get(0).mainObject()).map(Item::text).contains("dogs");
    }

    @Test
    void takes_columns_in_any_order_and_leaves_others_alone() throws Exception {
        Truth truth = read("Colors,remarks,File,Object\nred,nice,a.jpg,dog\n");

        assertThat(truth.photos().get(0).items()).extracting(Item::text).containsExactly("red", "dog");
    }

    @Test
    void knows_which_words_were_written_down_at_all() throws Exception {
        Truth truth = read("file,attributes\na.jpg,outdoor;dark\na.jpg,outdoor;macro|close-up\n");

        assertThat(truth.wordsOf(TagCategory.ATTRIBUTE))
                .containsExactlyInAnyOrder("outdoor", "dark", "macro", "close up");
    }

    @Test
    void says_what_is_missing() {
        assertThatThrownBy(() -> Truth.read(folder.resolve("none.csv"), folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("-Dtruth");
        assertThatThrownBy(() -> read("photo,objects\na.jpg,dog\n"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("'file' among them");
        assertThatThrownBy(() -> read("file,objects\nb.jpg,dog\n"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("no photo " + folder.resolve("b.jpg"));
        assertThatThrownBy(() -> read("file,objects\n"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("no photo in");
    }

    private Truth read(String csv) throws IOException, CannotRunException {
        Files.write(folder.resolve("a.jpg"), new byte[] {1});
        return Truth.read(Files.writeString(folder.resolve("truth.csv"), csv), folder);
    }
}
