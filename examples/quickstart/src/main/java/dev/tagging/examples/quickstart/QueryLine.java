package dev.tagging.examples.quickstart;

import java.util.List;
import java.util.Locale;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser;

/**
 * A query as it is being typed, for completion: the word is what stands between the last white space and the cursor, or
 * between the last opening quote and the cursor.
 *
 * @param line the whole line
 * @param start where the word to be completed begins
 */
record QueryLine(String line, int start, int cursor) implements CompletingParsedLine {

    /** Reads the line; nothing that can be typed is an error, because the library has the last word. */
    static final Parser PARSER = (line, cursor, context) -> new QueryLine(line, start(line, cursor), cursor);

    private static int start(String line, int cursor) {
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < cursor; i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && Character.isWhitespace(c)) {
                start = i + 1;
            }
        }
        return start;
    }

    /** What is before the tag and stays as typed: a minus, an opening parenthesis, {@code tag:}. */
    String lead() {
        String word = word();
        int end = 0;
        while (end < word.length() && "-(".indexOf(word.charAt(end)) >= 0) {
            end++;
        }
        boolean field = word.substring(end).toLowerCase(Locale.ROOT).startsWith("tag:");
        return word.substring(0, field ? end + "tag:".length() : end);
    }

    /** The beginning of a tag, without quotes. */
    String prefix() {
        return word().substring(lead().length()).replace("\"", "");
    }

    @Override
    public String word() {
        return line.substring(start, cursor);
    }

    @Override
    public int wordCursor() {
        return cursor - start;
    }

    /** What is completed is put into the line as it is. */
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        return candidate;
    }

    @Override
    public int rawWordCursor() {
        return wordCursor();
    }

    @Override
    public int rawWordLength() {
        return wordCursor();
    }

    @Override
    public int wordIndex() {
        return start == 0 ? 0 : 1;
    }

    @Override
    public List<String> words() {
        return start == 0 ? List.of(word()) : List.of(line.substring(0, start), word());
    }
}
