package dev.tagging.provider.moondream.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoondreamPreparationTest {

    @TempDir
    private Path directory;

    @Test
    void isOneTileWithoutAlpha() throws IOException {
        BufferedImage image = new BufferedImage(30, 10, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 30; x++) {
                image.setRGB(x, y, 0x10_FF_00_33);
            }
        }

        Tiles tiles = read("{\"size\": {\"width\": 14, \"height\": 14}, \"resample\": 3}")
                .prepare(image, true);

        FloatBuffer floats = FloatBuffer.allocate(tiles.size());
        tiles.write(0, floats);
        assertThat(tiles.count()).isEqualTo(1);
        assertThat(floats.get(0)).isEqualTo(1);
        assertThat(floats.get(14 * 14)).isEqualTo(-1);
        assertThat(floats.get(2 * 14 * 14)).isEqualTo((float) (((float) (0x33 / 255.0) - 0.5) / 0.5));
    }

    @Test
    void configsThatMakeNoSenseAreRefusedByFileAndKey() {
        assertThatThrownBy(() -> read("{}"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("preprocessor_config.json")
                .hasMessageContaining("'size' is missing");
        assertThatThrownBy(() -> read("{\"size\": {\"width\": 14, \"height\": 14}, \"resample\": 7}"))
                .hasMessageContaining("'resample' is 7");
        assertThatThrownBy(() -> read("{\"size\": {\"width\": 14, \"height\": 14}, \"image_mean\": [1, 2]}"))
                .hasMessageContaining("'image_mean' has 2 values");
    }

    private MoondreamPreparation read(String json) throws IOException {
        Path config = directory.resolve("preprocessor_config.json");
        Files.writeString(config, json);
        return new MoondreamPreparation(JsonFile.read(config));
    }
}
