package dev.tagging.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tagging.InvalidTagNameException;
import dev.tagging.TagName;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class TagNameFuzzTest {

    @FuzzTest
    @DictionaryEntries({
        "\u0301", "\u0307", "\u0130", "\u03A3", "\u200B", "\u2010", "\u2019", "\u00AD", "\u72AC", "\uFB03"
    })
    void anyTextIsOneCanonicalNameOrRefused(byte[] bytes) {
        String text = Text.of(bytes);

        read(text).ifPresent(name -> {
            isCanonical(name);
            assertThat(read(" " + text + "\t")).as("white space around it").contains(name);
            assertThat(read(Normalizer.normalize(text, Form.NFD)))
                    .as("decomposed")
                    .contains(name);
        });
        TagName.clean(text).ifPresent(name -> {
            isCanonical(name);
            assertThat(TagName.clean(name.value())).as("cleaned again").contains(name);
        });
    }

    private static Optional<TagName> read(String text) {
        try {
            return Optional.of(TagName.of(text));
        } catch (InvalidTagNameException e) {
            assertThat(e.rule()).isNotNull();
            assertThat(e.getMessage()).hasSizeBetween(1, 300);
            return Optional.empty();
        }
    }

    private static void isCanonical(TagName name) {
        String value = name.value();
        int length = value.codePointCount(0, value.length());
        assertThat(length).isBetween(1, TagName.MAX_LENGTH);
        assertThat(length >= TagName.MIN_LENGTH || Character.isIdeographic(value.codePointAt(0)))
                .as("long enough: %s", value)
                .isTrue();
        assertThat(value).isEqualTo(value.toLowerCase(Locale.ROOT)).isEqualTo(Normalizer.normalize(value, Form.NFC));
        assertThat(TagName.of(value)).isEqualTo(name).isEqualByComparingTo(name);
        assertThat(new TagName(value)).isEqualTo(name);
    }
}
