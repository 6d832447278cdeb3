package dev.tagging.provider.moondream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something named in an answer, and where. Models are told how to answer and do it otherwise, so this reads lists separated by
 * commas, semicolons or lines, and anything that looks like JSON, cut off or between code fences too.
 *
 * @param key the JSON key it stood under, if any
 * @param start where it begins in the answer
 * @param end where it ends in the answer, exclusive
 */
record Mention(@Nullable String key, String text, int start, int end) {

    /** All that an answer names, in its order. */
    static List<Mention> allIn(String answer) {
        int brace = answer.indexOf('{');
        int bracket = answer.indexOf('[');
        boolean isJson = (brace >= 0 || bracket >= 0) && answer.indexOf('"') >= 0;
        return isJson ? ofJson(answer) : ofList(answer);
    }

    private static List<Mention> ofList(String answer) {
        List<Mention> mentions = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= answer.length(); i++) {
            if (i == answer.length() || ",;\n".indexOf(answer.charAt(i)) >= 0) {
                String text = answer.substring(start, i).strip();
                if (!text.isEmpty() && !text.startsWith("```")) {
                    mentions.add(new Mention(null, text, start, i));
                }
                start = i + 1;
            }
        }
        return mentions;
    }

    /** A string before a colon is a key, any other a mention. */
    private static List<Mention> ofJson(String answer) {
        List<Mention> mentions = new ArrayList<>();
        String key = null;
        int at = answer.indexOf('"');
        while (at >= 0) {
            StringBuilder text = new StringBuilder();
            int end = readString(answer, at + 1, text);
            if (end > answer.length()) {
                break;
            }
            if (isKey(answer, end)) {
                key = text.toString();
            } else {
                mentions.add(new Mention(key, text.toString(), at + 1, end - 1));
            }
            at = answer.indexOf('"', end);
        }
        return mentions;
    }

    /** Returns the position after the closing quote; past the end of the answer when there is none. */
    private static int readString(String answer, int from, StringBuilder text) {
        for (int i = from; i < answer.length(); i++) {
            char c = answer.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c != '\\') {
                text.append(c);
            } else if (answer.startsWith("u", i + 1) && i + 6 <= answer.length()) {
                text.append(unescape(answer.substring(i + 2, i + 6)));
                i += 5;
            } else {
                // Quotes, slashes and line ends are never part of a tag.
                text.append(' ');
                i++;
            }
        }
        return answer.length() + 1;
    }

    private static char unescape(String hexadecimal) {
        try {
            return (char) Integer.parseInt(hexadecimal, 16);
        } catch (NumberFormatException e) {
            return ' ';
        }
    }

    private static boolean isKey(String answer, int after) {
        for (int i = after; i < answer.length(); i++) {
            char c = answer.charAt(i);
            if (!Character.isWhitespace(c)) {
                return c == ':';
            }
        }
        return false;
    }
}
