package dev.tagging.examples.quickstart;

import dev.tagging.ConfidenceBand;
import dev.tagging.ImageTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The tags of one image: what the query asked for stands out, what is only suggested stands back. */
final class TagText {

    private static final AttributedStyle MATCHED =
            AttributedStyle.DEFAULT.bold().foreground(AttributedStyle.GREEN);
    private static final AttributedStyle SURE = AttributedStyle.DEFAULT;
    private static final AttributedStyle SUGGESTED = AttributedStyle.DEFAULT.faint();

    private TagText() {}

    /**
     * One part for each tag, to be laid out one behind the other.
     *
     * @param terms what the image matched, as typed
     */
    static List<AttributedString> of(List<ImageTag> tags, List<String> terms) {
        if (tags.isEmpty()) {
            return List.of(new AttributedString("no tags", SUGGESTED));
        }
        List<AttributedString> parts = new ArrayList<>();
        for (int i = 0; i < tags.size(); i++) {
            parts.add(new AttributedStringBuilder()
                    .append(i == 0 ? "" : " ")
                    .append(tags.get(i).name().value(), style(tags.get(i), terms))
                    .append(i == tags.size() - 1 ? "" : ",")
                    .toAttributedString());
        }
        return parts;
    }

    private static AttributedStyle style(ImageTag tag, List<String> terms) {
        if (terms.stream().anyMatch(term -> matches(tag.name().value(), term))) {
            return MATCHED;
        }
        return tag.band() == ConfidenceBand.HIGH ? SURE : SUGGESTED;
    }

    /** Near enough for showing; which images match is for the library to say. */
    private static boolean matches(String tag, String term) {
        String word = term.substring(term.indexOf(':') + 1)
                .replaceAll("[\"*]", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        return !word.isEmpty() && (" " + tag).contains(" " + word);
    }
}
