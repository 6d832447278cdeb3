package dev.tagging.provider.djl.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tagging.provider.djl.runtime.Resampler.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResamplerTest {

    @ParameterizedTest(name = "{0} from {1} x {2} to {3} x {4}")
    @CsvFileSource(resources = "pillow.csv")
    void gives_the_very_bytes_that_pillow_gives(
            Filter filter, int fromWidth, int fromHeight, int toWidth, int toHeight, String rgb) {
        byte[] pixels = new byte[3 * fromWidth * fromHeight];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ((31 * i * i + 73 * i) >> 2);
        }

        RgbImage resized = Resampler.resize(new RgbImage(fromWidth, fromHeight, pixels), toWidth, toHeight, filter);

        assertThat(HexFormat.of().formatHex(resized.pixels())).isEqualTo(rgb);
    }

    @Test
    void gives_what_pillow_gave_for_real_photos() throws Exception {
        Path recorded = SharedTestData.get("vlm-models/resample.json");
        SoftAssertions softly = new SoftAssertions();

        for (JsonElement element : JsonParser.parseString(Files.readString(recorded))
                .getAsJsonObject()
                .getAsJsonArray("cases")) {
            JsonObject one = element.getAsJsonObject();
            RgbImage image = read(recorded.resolveSibling(one.get("image").getAsString()));
            RgbImage resized = Resampler.resize(
                    image,
                    one.get("width").getAsInt(),
                    one.get("height").getAsInt(),
                    Filter.valueOf(one.get("filter").getAsString().toUpperCase(Locale.ROOT)));
            softly.assertThat(sha256(resized.pixels()))
                    .as(one.toString())
                    .isEqualTo(one.get("sha256_rgb").getAsString());
        }

        softly.assertAll();
    }

    @ParameterizedTest
    @EnumSource
    void leaves_a_plain_image_plain_in_every_size(Filter filter) {
        byte[] grey = new byte[3 * 20 * 10];
        Arrays.fill(grey, (byte) 200);

        RgbImage resized = Resampler.resize(new RgbImage(20, 10, grey), 7, 33, filter);

        assertThat(resized.width()).isEqualTo(7);
        assertThat(resized.height()).isEqualTo(33);
        assertThat(resized.pixels()).containsOnly((byte) 200);
    }

    @ParameterizedTest
    @EnumSource
    void gives_back_the_same_image_when_the_size_is_the_same(Filter filter) {
        RgbImage image = new RgbImage(2, 1, new byte[] {1, 2, 3, 4, 5, 6});

        assertThat(Resampler.resize(image, 2, 1, filter)).isSameAs(image);
    }

    @Test
    void refuses_a_size_without_pixels() {
        RgbImage image = new RgbImage(1, 1, new byte[3]);

        assertThatThrownBy(() -> Resampler.resize(image, 0, 5, Filter.BOX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 x 5");
    }

    private static RgbImage read(Path file) throws IOException {
        return RgbImage.of(ImageIO.read(file.toFile()));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
