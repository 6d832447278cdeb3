package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.TagCategory;
import dev.tagging.spi.AiTag;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagsTest {

    private final Tags tags = new Tags(Calibration.of("a", "0:0, 100:50"), Calibration.of("b", "0:0, 100:100"));

    @Test
    void theSurestComeFirstAndThoseWithoutEvidenceLast() {
        assertThat(tags.of(
                        List.of(
                                new Finding("lamp", null, null, false),
                                new Finding("a dog", TagCategory.OBJECT, 80.0, false),
                                new Finding("red", TagCategory.COLOR, 70.0, true)),
                        10))
                .containsExactly(
                        new AiTag("red", TagCategory.COLOR, 70.0),
                        new AiTag("dog", TagCategory.OBJECT, 40.0),
                        new AiTag("lamp", null, null));
    }

    @Test
    void ofOneNameTheSurestCounts() {
        assertThat(tags.of(
                        List.of(
                                new Finding("beach", TagCategory.OBJECT, 20.0, false),
                                new Finding("Beach!", TagCategory.SCENE, 60.0, false),
                                new Finding("the beach", TagCategory.COLOR, null, false)),
                        10))
                .containsExactly(new AiTag("beach", TagCategory.SCENE, 30.0));
    }

    @Test
    void noMoreThanWanted() {
        List<Finding> findings = List.of(
                new Finding("dog", null, 10.0, false),
                new Finding("cat", null, 20.0, false),
                new Finding("?", null, 90.0, false));

        assertThat(tags.of(findings, 1)).extracting(AiTag::name).containsExactly("cat");
    }
}
