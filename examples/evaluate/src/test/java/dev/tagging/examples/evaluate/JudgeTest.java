package dev.tagging.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.examples.evaluate.Truth.Item;
import dev.tagging.examples.evaluate.Truth.Photo;
import dev.tagging.image.ImageContent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

    @ParameterizedTest(name = "{0} where people wrote {1}")
    @CsvSource({
        "dog, dog",
        "dogs, dog",
        "grey, gray",
        "golden retriever, dog",
        "animal, dog",
        "bird, parrot",
        "hot dog, food",
        "tower, lighthouse",
        "building, lighthouse",
        "close up, macro",
        "sea, beach",
        "water, beach",
        "grass, grass field",
        "door, wooden door close-up",
        "taxi, car"
    })
    void finds_a_tag_right_that_says_the_same_more_or_less_of_it(String tag, String truth) throws IOException {
        assertThat(verdict(tag, TagCategory.OBJECT, truth)).isEqualTo(Verdict.RIGHT);
    }

    @ParameterizedTest(name = "{0} where people wrote {1}")
    @CsvSource({"cat, dog", "beach, sea", "soccer field, grass field", "red, green", "hot dog, dog", "house, barn"})
    void finds_a_tag_wrong_that_says_something_else(String tag, String truth) throws IOException {
        assertThat(verdict(tag, TagCategory.OBJECT, truth)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void does_not_judge_attributes_that_nobody_has_looked_for() throws IOException {
        assertThat(verdict("blurry", TagCategory.ATTRIBUTE, "dark", "dog")).isEqualTo(Verdict.NOT_JUDGED);
        assertThat(verdict("dark", TagCategory.ATTRIBUTE, "dark", "dog")).isEqualTo(Verdict.WRONG);
        assertThat(verdict("blurry", TagCategory.OBJECT, "dark", "dog")).isEqualTo(Verdict.WRONG);
    }

    @ParameterizedTest
    @CsvSource({"landscape, RIGHT", "portrait, WRONG", "square, WRONG"})
    void measures_the_shape_of_the_photo(String tag, Verdict expected) throws IOException {
        assertThat(verdict(tag, TagCategory.OBJECT, "dark", "dog")).isEqualTo(expected);
    }

    private static Verdict verdict(String tag, TagCategory category, String truth) throws IOException {
        return verdict(tag, category, "outdoor", truth);
    }

    /** @param attribute written down for another photo */
    private static Verdict verdict(String tag, TagCategory category, String attribute, String truth)
            throws IOException {
        Photo photo = photo(TagCategory.OBJECT, truth);
        Truth all = new Truth(List.of(photo, photo(TagCategory.ATTRIBUTE, attribute)));
        return new Judge(WordRelations.builtIn(), all).verdict(TagName.of(tag), category, photo, wide());
    }

    private static Photo photo(TagCategory category, String text) {
        return new Photo(Path.of("a.jpg"), "a.jpg", List.of(new Item(category, text, List.of(Words.normal(text)))));
    }

    private static ImageContent wide() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return ImageContent.of(bytes.toByteArray());
    }
}
