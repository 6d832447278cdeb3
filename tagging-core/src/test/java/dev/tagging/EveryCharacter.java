package dev.tagging;

import java.lang.Character.UnicodeScript;
import java.util.stream.IntStream;

/** All that Unicode has, for rules that must hold for any text. */
public final class EveryCharacter {
    private EveryCharacter() {}

    /**
     * Every code point but those that come in thousands and are all alike: of ideographs, Hangul syllables, unassigned and
     * private ones it is every hundredth.
     */
    public static IntStream stream() {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(c -> !isOneOfThousands(c) || c % 100 == 0);
    }

    private static boolean isOneOfThousands(int c) {
        int type = Character.getType(c);
        return type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || Character.isIdeographic(c)
                || UnicodeScript.of(c) == UnicodeScript.HANGUL;
    }
}
