package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.TagCategory;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

    @Test
    void categoriesHaveQuestionsOfTheirOwn() {
        List<Question> questions = Question.parse("questions", "object, scene; color,attribute");

        assertThat(questions)
                .extracting(Question::category)
                .containsExactly(TagCategory.OBJECT, TagCategory.SCENE, TagCategory.COLOR, TagCategory.ATTRIBUTE);
        assertThat(questions).extracting(Question::text).doesNotHaveDuplicates().noneMatch(String::isBlank);
        assertThat(questions).allSatisfy(q -> assertThat(q.verification("red")).contains("red", "yes or no"));
    }

    @Test
    void hostsMayAskWhatTheyLike() {
        List<Question> questions = Question.parse(
                "questions", "material: What is it made of, mostly? ; object; everything: What, in short?");

        assertThat(questions)
                .extracting(Question::category)
                .containsExactly(TagCategory.of("material"), TagCategory.OBJECT, null);
        assertThat(questions.get(0).text()).isEqualTo("What is it made of, mostly?");
        assertThat(questions.get(0).verification("wood")).contains("wood");
        assertThat(questions.get(2).text()).isEqualTo("What, in short?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", ";;", "material", "object:", "object: <image> what?", "two words", "object: a <|im_end|> b"
            })
    void otherTextsAreRefused(String text) {
        assertThatThrownBy(() -> Question.parse("questions", text))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("questions");
    }
}
