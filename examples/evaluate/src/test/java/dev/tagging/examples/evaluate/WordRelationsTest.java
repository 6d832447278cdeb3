package dev.tagging.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordRelationsTest {

    private final WordRelations relations = WordRelations.parse(
            """
            # a comment
            grey = gray
            dog: retriever, poodle
            retriever: golden retrievers
            animal: dog
            beach -> sea
            sea -> water
            """);

    @Test
    void follows_kinds_up_any_number_of_steps() {
        assertThat(relations.generalsOf("golden retriever"))
                .containsExactlyInAnyOrder("golden retriever", "retriever", "dog", "animal");
        assertThat(relations.generalsOf("dog")).containsExactlyInAnyOrder("dog", "animal");
    }

    @Test
    void takes_other_words_for_the_same() {
        assertThat(relations.generalsOf("gray")).containsExactlyInAnyOrder("gray", "grey");
    }

    @Test
    void follows_consequences_only_when_asked_to() {
        assertThat(relations.generalsOf("beach")).containsExactly("beach");
        assertThat(relations.consequencesOf("beach")).containsExactlyInAnyOrder("beach", "sea", "water");
    }

    @Test
    void knows_nothing_of_other_words() {
        assertThat(relations.consequencesOf("xylophone")).containsExactly("xylophone");
    }

    @Test
    void has_no_circle_that_makes_everything_the_same() {
        WordRelations builtIn = WordRelations.builtIn();

        assertThat(builtIn.generalsOf("poodle")).contains("dog", "animal").doesNotContain("cat");
        assertThat(builtIn.generalsOf("animal")).doesNotContain("dog");
        assertThat(builtIn.consequencesOf("dog")).hasSizeLessThan(5);
        assertThat(builtIn.consequencesOf("water")).doesNotContain("beach", "sea");
    }
}
