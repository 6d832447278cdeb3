package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.ConfidenceBand;
import dev.tagging.ImageTag;
import dev.tagging.TagName;
import dev.tagging.TagSource;
import java.time.Instant;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class TagTextTest {

    @Test
    void separates_tags_by_commas() {
        List<AttributedString> parts =
                TagText.of(List.of(tag("blue"), tag("black and white"), tag("sharp")), List.of());

        assertThat(parts)
                .extracting(AttributedString::toString)
                .containsExactly("blue,", " black and white,", " sharp");
    }

    @Test
    void says_so_when_there_are_none() {
        assertThat(TagText.of(List.of(), List.of()))
                .extracting(AttributedString::toString)
                .containsExactly("no tags");
    }

    @Test
    void what_was_asked_for_stands_out() {
        List<ImageTag> tags = List.of(tag("blue"), tag("golden retriever"), tag("dog"));

        assertThat(bold(TagText.of(tags, List.of("tag:blue")))).containsExactly(true, false, false);
        assertThat(bold(TagText.of(tags, List.of("\"golden retriever\"")))).containsExactly(false, true, false);
        assertThat(bold(TagText.of(tags, List.of("ret*", "DOG")))).containsExactly(false, true, true);
    }

    private static List<Boolean> bold(List<AttributedString> parts) {
        return parts.stream()
                .map(part -> part.styleAt(part.length() / 2))
                .map(style -> style.equals(AttributedStyle.DEFAULT.bold().foreground(AttributedStyle.GREEN)))
                .toList();
    }

    private static ImageTag tag(String name) {
        return new ImageTag(TagName.of(name), null, TagSource.AI, 95.0, ConfidenceBand.HIGH, "model", Instant.EPOCH);
    }
}
