package dev.tagging.provider.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorNamingTest {

    private static final List<ColorName> NAMES = List.of(ColorName.values());

    private final ColorNaming naming = ColorNaming.instance();

    /** Colours of CSS that carry, or are a kind of, a basic colour term. */
    @ParameterizedTest
    @CsvSource({
        "FF0000, RED", "8B0000, RED", "B22222, RED", "FFA500, ORANGE", "FF8C00, ORANGE", "FFFF00, YELLOW",
        "008000, GREEN", "00FF00, GREEN", "006400, GREEN", "9ACD32, GREEN", "6B8E23, GREEN", "2E8B57, GREEN",
        "0000FF, BLUE", "4169E1, BLUE", "1E90FF, BLUE", "ADD8E6, BLUE", "000080, BLUE", "800080, PURPLE",
        "8A2BE2, PURPLE", "BA55D3, PURPLE", "FFC0CB, PINK", "FF69B4, PINK", "FF1493, PINK", "A0522D, BROWN",
        "8B4513, BROWN", "000000, BLACK", "101010, BLACK", "808080, GREY", "A9A9A9, GREY", "555555, GREY",
        "FFFFFF, WHITE", "F5F5F5, WHITE", "40E0D0, TURQUOISE", "00CED1, TURQUOISE", "008080, TURQUOISE", "D2B48C, BROWN"
    })
    void givesAColourTheNameThatPeopleGiveIt(String rgb, ColorName name) {
        assertThat(nameOf(Integer.parseInt(rgb, 16)).basic()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"029386, TEAL", "01153E, NAVY", "E6DAA6, BEIGE", "06C2AC, TURQUOISE"})
    void knowsShadesThatHaveANameOfTheirOwn(String rgb, ColorName name) {
        assertThat(nameOf(Integer.parseInt(rgb, 16))).isEqualTo(name);
    }

    @Test
    void sharesEveryColourOutCompletely() {
        for (int level = 0; level < 32 * 32 * 32; level++) {
            int cell = level;
            double sum = NAMES.stream()
                    .mapToDouble(name -> naming.membership(cell, NAMES.indexOf(name)))
                    .sum();
            assertThat(sum).isCloseTo(1, offset(1e-4));
        }
    }

    @Test
    void letsColoursOnTheWayFromGreenToBlueBelongToBothOfTheirNeighbours() {
        long shared = IntStream.range(0, 256)
                .filter(step -> namesOf(ColorNaming.cell(0, 255 - step, step)).count() > 1)
                .count();

        assertThat(shared).isBetween(1L, 128L);
    }

    @Test
    void knowsOfEveryShadeWhatItIsAShadeOf() {
        assertThat(Arrays.stream(ColorName.values()).map(ColorName::basic)).allMatch(ColorName.BASIC::contains);
        assertThat(ColorName.BASIC).allMatch(name -> name.basic() == name);
    }

    private Stream<ColorName> namesOf(int cell) {
        return NAMES.stream()
                .filter(name -> naming.membership(cell, NAMES.indexOf(name)) > 0)
                .map(ColorName::basic)
                .distinct();
    }

    private ColorName nameOf(int rgb) {
        int cell = ColorNaming.cell(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
        return NAMES.stream()
                .max(Comparator.comparingDouble(name -> naming.membership(cell, NAMES.indexOf(name))))
                .orElseThrow();
    }
}
