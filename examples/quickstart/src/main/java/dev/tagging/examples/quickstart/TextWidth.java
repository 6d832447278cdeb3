package dev.tagging.examples.quickstart;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/** How many columns a text takes on a terminal. What a person sees as one character is measured as one. */
final class TextWidth {

    private static final Pattern CHARACTER = Pattern.compile("\\X");
    private static final int EMOJI_STYLE = 0xFE0F;

    private TextWidth() {}

    static int of(CharSequence text) {
        int width = 0;
        Matcher characters = CHARACTER.matcher(text);
        while (characters.find()) {
            width += ofCharacter(characters.group());
        }
        return width;
    }

    /** The text, or as much of its end as fits with a mark of omission before it. */
    static String keepEnd(String text, int width, String mark) {
        int excess = of(text) - width;
        if (excess <= 0) {
            return text;
        }
        int room = Math.max(0, width - of(mark));
        int from = 0;
        int rest = of(text);
        Matcher characters = CHARACTER.matcher(text);
        while (rest > room && characters.find()) {
            rest -= ofCharacter(characters.group());
            from = characters.end();
        }
        return mark + text.substring(from);
    }

    private static int ofCharacter(String character) {
        int widest = character.codePoints().map(WCWidth::wcwidth).max().orElse(0);
        return character.indexOf(EMOJI_STYLE) > 0 ? 2 : Math.max(0, widest);
    }
}
