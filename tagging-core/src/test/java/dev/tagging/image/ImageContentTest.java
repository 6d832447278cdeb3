package dev.tagging.image;

import static dev.tagging.image.TestFiles.encode;
import static dev.tagging.image.TestFiles.latin1;
import static dev.tagging.image.TestFiles.quarters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tagging.image.UnreadableImageException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageContentTest {

    private static final byte[] PNG = encode(quarters(30, 20), "png");

    @Test
    void tellsWhatTheBytesAre() {
        ImageContent content = ImageContent.of(PNG);

        assertThat(content.format()).isEqualTo(ImageFormat.PNG);
        assertThat(content.format().mediaType()).isEqualTo("image/png");
        assertThat(content.width()).isEqualTo(30);
        assertThat(content.height()).isEqualTo(20);
        assertThat(content.orientation()).isEqualTo(Orientation.NORMAL);
        assertThat(content.size()).isEqualTo(PNG.length);
        assertThat(content).hasToString("PNG 30 x 20, " + PNG.length + " bytes");
    }

    @Test
    void givesTheBytesBackAsTheyCame() {
        ImageContent content = ImageContent.of(PNG);

        assertThat(content.toByteArray()).isEqualTo(PNG);
        assertThat(content.openStream()).hasBinaryContent(PNG);
    }

    @Test
    void isNotChangedByChangesOfItsArrays() {
        byte[] bytes = PNG.clone();
        ImageContent content = ImageContent.of(bytes);

        bytes[0] = 0;
        content.toByteArray()[1] = 0;

        assertThat(content.toByteArray()).isEqualTo(PNG);
    }

    @Test
    void readsAStreamToItsEnd() throws IOException {
        ImageContent content = ImageContent.read(new ByteArrayInputStream(PNG), ImageLimits.defaults());

        assertThat(content.toByteArray()).isEqualTo(PNG);
    }

    @Test
    void stopsReadingAnEndlessStreamOneByteBehindTheLimit() {
        CountingEndlessStream endless = new CountingEndlessStream();

        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.read(endless, new ImageLimits(10_000, 1_000_000)))
                .withMessage("too large: more than 10000 bytes, which is the limit")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));

        assertThat(endless.count).isEqualTo(10_001);
    }

    @Test
    void passesOnWhatTheStreamThrows() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ImageContent.read(closed, ImageLimits.defaults()))
                .withMessage("Stream closed");
    }

    @Test
    void acceptsAnImageThatMeetsBothLimitsExactly() {
        ImageContent content = ImageContent.of(PNG, new ImageLimits(PNG.length, 600));

        assertThat(content.width()).isEqualTo(30);
    }

    @Test
    void refusesOneByteTooMany() {
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(PNG, new ImageLimits(PNG.length - 1, 600)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    @Test
    void refusesOnePixelTooMany() {
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(PNG, new ImageLimits(PNG.length, 599)))
                .withMessage("too many pixels: the header claims 30 x 20 pixels, the limit is 599 pixels")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_PIXELS));
    }

    @Test
    void refusesNoBytesAtAll() {
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(new byte[0]))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.EMPTY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Dear diary, today      | not an image: the content is text",
                "<!DOCTYPE html><html>  | not an image: the content is an HTML page",
                "<svg xmlns='x'/>       | not an image: the content is an SVG drawing",
                "%PDF-1.7               | not supported: the content is a PDF document",
                "0000ftypheic0000       | not supported: the content is a HEIC image",
                "0000ftypavif0000       | not supported: the content is an AVIF image",
                "0000ftypisom0000       | not supported: the content is a video",
                "RIFF0000WAVEfmt 0000   | not supported: the content is a RIFF file without WebP",
            })
    void saysWhatTheContentIsInsteadOfAnImage(String content, String message) {
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(latin1(content)))
                .withMessage(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_FORMAT));
    }

    @Test
    void doesNotTakeRandomBytesForText() {
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}))
                .withMessage("not an image: the content is of an unknown kind");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refusesAnEdgeBelowOnePixel(int maxEdge) {
        ImageContent content = ImageContent.of(PNG);

        assertThatIllegalArgumentException().isThrownBy(() -> content.decode(maxEdge));
    }

    @Test
    void refusesLimitsThatAllowNothingOrMoreThanAnArrayHolds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageLimits(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageLimits(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageLimits(Integer.MAX_VALUE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageLimits(1, Integer.MAX_VALUE + 1L));
    }

    private static final class CountingEndlessStream extends InputStream {
        private int count;

        @Override
        public int read() {
            count++;
            return 'x';
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            count += length;
            return length;
        }
    }
}
