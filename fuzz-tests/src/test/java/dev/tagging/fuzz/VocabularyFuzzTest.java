package dev.tagging.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class VocabularyFuzzTest {

    private static final CategoryVocabulary BUILT_IN = CategoryVocabulary.builtIn();
    private static final TagCategory OWN = TagCategory.of("own");

    /** No word of any language. */
    private static final String UNKNOWN = "qqzzqq";

    @FuzzTest
    @DictionaryEntries({
        "grey",
        "colour",
        "children",
        "men",
        "ies",
        "ves",
        "ches",
        " of ",
        " with ",
        "beach",
        "beaches",
        "dark red"
    })
    void theCategoryOfAnyNameDependsOnTheNameAlone(byte[] bytes) {
        TagName.clean(Text.of(bytes)).ifPresent(name -> {
            Optional<TagCategory> category = BUILT_IN.categoryOf(name);

            category.ifPresent(found -> assertThat(found)
                    .isIn(TagCategory.OBJECT, TagCategory.SCENE, TagCategory.COLOR, TagCategory.ATTRIBUTE));
            assertThat(CategoryVocabulary.empty().categoryOf(name)).isEmpty();
            assertThat(CategoryVocabulary.empty().with(name, OWN).categoryOf(name))
                    .contains(OWN);
            TagName spaced = TagName.of(name.value().replace('-', ' '));
            assertThat(BUILT_IN.categoryOf(spaced))
                    .as("%s and %s", name, spaced)
                    .isEqualTo(category);
            if (category.isPresent() && !spaced.value().contains(" ")) {
                assertThat(BUILT_IN.categoryOf(TagName.of(UNKNOWN + " " + name)))
                        .as("with a word before")
                        .isEqualTo(category);
                assertThat(BUILT_IN.categoryOf(TagName.of(name + " of " + UNKNOWN)))
                        .as("with a preposition behind")
                        .isEqualTo(category);
            }
            assertThat(BUILT_IN.categoryOf(name)).as("asked again").isEqualTo(category);
        });
    }
}
