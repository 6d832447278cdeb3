package dev.tagging.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tagging.image.ImageContent;
import dev.tagging.image.ImageFormat;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class DecodingFuzzTest {

    private static final int MAX_EDGE = 32;

    /** Whatever the header claims: no more pixels than the limits allow, of 20 bytes, and what decoders need besides. */
    private static final long MEMORY = 64_000_000;

    /** A lossless WebP, however small, may ask for 65,536 groups of prefix codes, and TwelveMonkeys makes all, of 6 kB each. */
    private static final long MEMORY_OF_WEBP = 500_000_000;

    /** No decoder on the class path gets further than a picture of the right size, or a refusal. */
    @FuzzTest
    void anyImageIsDecodedToTheSizeAskedForOrRefused(byte[] file) {
        ImageContent content = Outcome.ofReading(file).image();
        if (content == null) {
            return;
        }

        long memory = content.format() == ImageFormat.WEBP ? MEMORY_OF_WEBP : MEMORY;

        Optional<BufferedImage> picture = Outcome.ofDecoding(memory, () -> content.decode(MAX_EDGE));

        picture.ifPresent(decoded -> {
            int longest = Math.max(content.width(), content.height());
            double scale = Math.min(1, (double) MAX_EDGE / longest);
            assertThat(decoded.getWidth()).isEqualTo(edge(content.orientedWidth(), scale));
            assertThat(decoded.getHeight()).isEqualTo(edge(content.orientedHeight(), scale));
            assertThat(decoded.getType()).isIn(BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB);
        });
    }

    private static int edge(int edge, double scale) {
        return Math.max(1, (int) Math.round(edge * scale));
    }
}
