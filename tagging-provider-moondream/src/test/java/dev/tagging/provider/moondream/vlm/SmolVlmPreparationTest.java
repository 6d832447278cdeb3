package dev.tagging.provider.moondream.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmolVlmPreparationTest {

    private SmolVlmPreparation preparation;

    @BeforeEach
    void readConfig(@TempDir Path directory) throws IOException {
        Path config = directory.resolve("preprocessor_config.json");
        Files.writeString(
                config,
                """
                {"image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5], "resample": 1,
                 "max_image_size": {"longest_edge": 16}, "size": {"longest_edge": 64}}
                """);
        preparation = new SmolVlmPreparation(JsonFile.read(config));
    }

    @ParameterizedTest
    @CsvSource({"500, 500", "100, 30", "16, 16", "5, 3", "1, 1"})
    void anImageBecomesOneTileWhateverItsSize(int width, int height) {
        Tiles tiles = preparation.prepare(TestImages.waves(width, height, 1), false);

        assertThat(tiles.count()).isEqualTo(1);
        assertThat(tiles.rows()).isZero();
        assertThat(tiles.width()).isEqualTo(16);
        assertThat(tiles.height()).isEqualTo(16);
        assertThat(floats(tiles, 0)).hasSize(3 * 16 * 16);
    }

    /** The longest edge becomes 64; the other is rounded down, then up to an even number, then up to whole tiles. */
    @ParameterizedTest
    @CsvSource({"64, 64, 4, 4", "640, 480, 3, 4", "300, 100, 2, 4", "100, 300, 4, 2", "30, 31, 4, 4", "1000, 10, 1, 4"})
    void splitsAreRowsOfTilesAndTheWhole(int width, int height, int rows, int columns) {
        Tiles tiles = preparation.prepare(TestImages.waves(width, height, 1), true);

        assertThat(tiles.rows()).isEqualTo(rows);
        assertThat(tiles.columns()).isEqualTo(columns);
        assertThat(tiles.count()).isEqualTo(rows * columns + 1);
    }

    @Test
    void tilesLieRowByRow() {
        BufferedImage image = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 64; x++) {
                image.setRGB(x, y, (x / 16 * 60) << 16 | (y / 16 * 200) << 8);
            }
        }

        Tiles tiles = preparation.prepare(image, true);

        for (int tile = 0; tile < 8; tile++) {
            float[] floats = floats(tiles, tile);
            int center = 8 * 16 + 8;
            assertThat(floats[center]).isCloseTo(scaled(tile % 4 * 60), within(0.03f));
            assertThat(floats[256 + center]).isCloseTo(scaled(tile / 4 * 200), within(0.03f));
            assertThat(floats[512 + center]).isEqualTo(-1);
        }
    }

    @Test
    void whatIsTransparentIsWhite() {
        BufferedImage clear = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        BufferedImage half = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 40; x++) {
                half.setRGB(x, y, 0x80_00_40_FF);
            }
        }

        assertThat(floats(preparation.prepare(clear, false), 0)).containsOnly(1);
        float[] mixed = floats(preparation.prepare(half, false), 0);
        assertThat(mixed[0]).isEqualTo(scaled(127));
        assertThat(mixed[256]).isEqualTo(scaled(159));
        assertThat(mixed[512]).isEqualTo(1);
    }

    private static float scaled(int value) {
        return (float) (((float) (value / 255.0) - 0.5) / 0.5);
    }

    private static float[] floats(Tiles tiles, int tile) {
        FloatBuffer buffer = FloatBuffer.allocate(tiles.size());
        tiles.write(tile, buffer);
        assertThat(buffer.remaining()).isZero();
        return buffer.array();
    }
}
