package dev.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagCategoryTest {

    @Test
    void aCategoryIsReadInAnyCase() {
        assertThat(TagCategory.of(" Color ")).isEqualTo(TagCategory.COLOR);
        assertThat(TagCategory.of("MATERIAL")).isEqualTo(new TagCategory("material"));
        assertThat(TagCategory.OBJECT).isLessThan(TagCategory.SCENE).hasToString("object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1st", "-a", "two words", "farbe!", "größe", "x123456789x123456789x123456789x123456789y"
            })
    void aCategoryIsShortAndAscii(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TagCategory.of(text))
                .withMessageContaining("letters a-z");
    }
}
