package dev.tagging.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tagging.TagName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VocabularyFilesTest {

    @Test
    void everyCategoryHasAFileOfWords() {
        assertThat(VocabularyFiles.FILES)
                .containsOnlyKeys("objects.txt", "scenes.txt", "colors.txt", "attributes.txt")
                .allSatisfy((file, category) -> assertThat(file).contains(category.value()));
        assertThat(VocabularyFiles.names("colors.txt")).hasSizeGreaterThan(50);
        assertThat(VocabularyFiles.names("scenes.txt")).hasSizeGreaterThan(300);
        assertThat(VocabularyFiles.names("attributes.txt")).hasSizeGreaterThan(300);
        assertThat(VocabularyFiles.names("objects.txt")).hasSizeGreaterThan(800);
    }

    @Test
    void noWordIsListedTwiceInWhateverSpelling() {
        Set<List<String>> seen = new HashSet<>();

        List<TagName> repeated = VocabularyFiles.FILES.keySet().stream()
                .flatMap(file -> VocabularyFiles.names(file).stream())
                .filter(name -> !seen.add(Spelling.words(name)))
                .toList();

        assertThat(repeated).isEmpty();
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> VocabularyFiles.names("materials.txt"))
                .withMessageContaining("materials.txt");
    }
}
