package dev.tagging.provider.moondream.vlm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.provider.djl.runtime.RgbImage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BicubicEnlargementTest {

    /** Recorded with sharp 0.35.5, which is libvips 8.18.7: {@code resize({width, height, fit: 'fill', kernel: 'lanczos3'})}. */
    @ParameterizedTest
    @CsvSource({
        "16, 16, 64, 64, f05e42cda17ffc243d3b1454b3e4ffad7975e0dfc02844d05cf0966c07ebfa4a",
        "20, 13, 64, 41, a4036f860d55a335c18137de3bffc923b32ea369d68299be29fe704ea3569658",
        "7, 30, 15, 64, 5b6558a15c5f906403def2b25023bc3f59d400503cd71962ba7db754d8de8de8"
    })
    void givesTheBytesOfLibvips(int width, int height, int newWidth, int newHeight, String sha256)
            throws NoSuchAlgorithmException {
        RgbImage enlarged = BicubicEnlargement.enlarge(pattern(width, height), newWidth, newHeight);

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(enlarged.pixels());
        assertThat(HexFormat.of().formatHex(hash)).isEqualTo(sha256);
    }

    private static RgbImage pattern(int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[i++] = (byte) (x * 37 + y * 11);
                pixels[i++] = (byte) (x * x + 3 * y);
                pixels[i++] = (byte) ((x ^ y) * 7);
            }
        }
        return new RgbImage(width, height, pixels);
    }
}
