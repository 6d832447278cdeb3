package dev.tagging.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/**
 * A table of two columns, a name and what is said about it, fitted to a width. Names that are too long lose their beginning,
 * because that is where paths are alike; the other column goes on in the next line.
 */
final class Columns {

    private static final String MARGIN = "  ";
    private static final int LEAST = 12;
    private static final Pattern WORD = Pattern.compile("\\s*\\S+");

    private final List<Row> rows = new ArrayList<>();
    private final int width;
    private final String omission;

    /**
     * @param parts are never split; those that follow each other belong to one line as long as it has room
     */
    private record Row(String name, List<AttributedString> parts) {}

    Columns(Console console) {
        this(console.width(), console.isUnicode());
    }

    Columns(int width, boolean unicode) {
        // One column is left free: some terminals begin a new line as soon as the last one is taken.
        this.width = Math.max(2 * LEAST + 2 * MARGIN.length(), width - 1);
        this.omission = unicode ? "…" : "...";
    }

    void add(String name, List<AttributedString> parts) {
        rows.add(new Row(Words.visible(name), List.copyOf(parts)));
    }

    /** Adds a row whose second column is a sentence. */
    void add(String name, String sentence) {
        add(name, words(Words.visible(sentence)));
    }

    /** The words of a sentence, each with the white space before it. */
    static List<AttributedString> words(String sentence) {
        List<AttributedString> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(sentence);
        while (matcher.find()) {
            words.add(new AttributedString(matcher.group()));
        }
        return words;
    }

    List<AttributedString> lines() {
        int longest =
                rows.stream().mapToInt(row -> TextWidth.of(row.name())).max().orElse(0);
        int nameWidth = Math.min(longest, Math.max(LEAST, width * 2 / 5));
        List<AttributedString> lines = new ArrayList<>();
        rows.forEach(row -> {
            String name = TextWidth.keepEnd(row.name(), nameWidth, omission);
            String padding = " ".repeat(nameWidth - TextWidth.of(name));
            lines.addAll(wrap(MARGIN + name + padding + MARGIN, row.parts(), width));
        });
        return lines;
    }

    /** Lays parts out behind a beginning, in as many lines as it takes. */
    static List<AttributedString> wrap(String beginning, List<AttributedString> parts, int width) {
        int indent = TextWidth.of(beginning);
        List<AttributedString> lines = new ArrayList<>();
        AttributedStringBuilder line = new AttributedStringBuilder().append(beginning);
        int used = indent;
        for (AttributedString part : parts) {
            AttributedString next = part;
            if (used > indent && used + TextWidth.of(part) > width) {
                lines.add(line.toAttributedString());
                line = new AttributedStringBuilder().append(" ".repeat(indent));
                used = indent;
                next = withoutSpace(part);
            }
            line.append(next);
            used += TextWidth.of(next);
        }
        lines.add(line.toAttributedString());
        return lines;
    }

    private static AttributedString withoutSpace(AttributedString part) {
        int from = 0;
        while (from < part.length() && part.charAt(from) == ' ') {
            from++;
        }
        return part.subSequence(from, part.length());
    }
}
