package dev.tagging.provider.pixels;

import java.util.List;
import java.util.Locale;

/**
 * The colours that are named: the eleven basic colour terms of English (Berlin &amp; Kay, Basic Color Terms, 1969),
 * turquoise, which people use as readily on photos, and shades of these that have a name of their own.
 */
enum ColorName {
    BLACK,
    GREY,
    WHITE,
    RED,
    ORANGE,
    BROWN,
    YELLOW,
    GREEN,
    TURQUOISE,
    BLUE,
    PURPLE,
    PINK,
    TEAL,
    NAVY,
    GOLD,
    BEIGE;

    /** Those that are no shade of another one. */
    static final List<ColorName> BASIC =
            List.of(BLACK, GREY, WHITE, RED, ORANGE, BROWN, YELLOW, GREEN, TURQUOISE, BLUE, PURPLE, PINK);

    /** The colour this one is a shade of; itself for a basic one. */
    ColorName basic() {
        return switch (this) {
            case TEAL -> TURQUOISE;
            case NAVY -> BLUE;
            case GOLD -> YELLOW;
            case BEIGE -> BROWN;
            default -> this;
        };
    }

    /** Whether it is a matter of lightness alone. */
    boolean isAchromatic() {
        return this == BLACK || this == GREY || this == WHITE;
    }

    /** As a tag. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
