package dev.tagging.image;

import static dev.tagging.image.TestFiles.concat;
import static dev.tagging.image.TestFiles.encode;
import static dev.tagging.image.TestFiles.latin1;
import static dev.tagging.image.TestFiles.quarters;
import static dev.tagging.image.TestFiles.vp8;
import static dev.tagging.image.TestFiles.vp8l;
import static dev.tagging.image.TestFiles.vp8x;
import static dev.tagging.image.TestFiles.webp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.image.UnreadableImageException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {

    @ParameterizedTest
    @EnumSource(value = ImageFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "WEBP")
    void tellsFormatAndSizeOfWhatImageIoWrites(ImageFormat format) {
        ImageContent content = ImageContent.of(encode(quarters(300, 200), format.imageIoName()));

        assertThat(content.format()).isEqualTo(format);
        assertThat(content.width()).isEqualTo(300);
        assertThat(content.height()).isEqualTo(200);
    }

    @Test
    void tellsTheSizeOfAllKindsOfWebp() {
        assertSize(webp(vp8(300, 200)), 300, 200);
        assertSize(webp(vp8l(16_384, 3)), 16_384, 3);
        assertSize(webp(vp8x(300, 200), vp8l(300, 200)), 300, 200);
    }

    @Test
    void ignoresTheUpscalingHintInTheSizeOfALossyWebp() {
        byte[] hinted = webp(vp8(300, 200));
        hinted[27] |= 0x40;

        assertSize(hinted, 300, 200);
    }

    @Test
    void refusesAWebpWhosePictureIsLargerThanItsCanvas() {
        assertUnreadable(webp(vp8x(10, 10), vp8l(16_000, 16_000)), Reason.CORRUPT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF, 0xF7})
    void findsTheSizeInEveryKindOfJpegFrame(int marker) {
        byte[] jpeg = jpegHeader(marker, 300, 200);

        assertSize(jpeg, 300, 200);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC4, 0xC8, 0xCC})
    void takesNoOtherJpegSegmentForAFrame(int marker) {
        assertUnreadable(jpegHeader(marker, 300, 200), Reason.TRUNCATED);
    }

    @Test
    void skipsFillBytesAndStrayBytesBetweenJpegSegments() {
        byte[] jpeg = concat(
                new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFE, 0, 2, 1, 2, 3
                },
                TestFiles.slice(jpegHeader(0xC0, 300, 200), 2, 21));

        assertSize(jpeg, 300, 200);
    }

    @Test
    void refusesAJpegThatTellsItsHeightAfterThePicture() {
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(jpegHeader(0xC0, 300, 0)))
                .withMessageContaining("DNL")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NO_DECODER));
    }

    @Test
    void refusesAJpegWithTwoFrames() {
        byte[] frame = jpegHeader(0xC0, 10, 10);
        byte[] second = TestFiles.slice(jpegHeader(0xC0, 60_000, 60_000), 2, frame.length);

        assertUnreadable(concat(frame, second), Reason.CORRUPT);
    }

    @Test
    void readsABitmapStoredFromTheTop() {
        byte[] bmp = encode(quarters(30, 20), "bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -20);

        ImageContent content = ImageContent.of(bmp);

        assertThat(content.height()).isEqualTo(20);
        assertThat(content.decode().getRGB(0, 19)).isEqualTo(0xFFFF0000);
    }

    @Test
    void readsABitmapOfOs2() {
        ByteBuffer bmp = ByteBuffer.allocate(14 + 12 + 8).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put(latin1("BM")).putInt(34).putInt(0).putInt(26);
        bmp.putInt(12)
                .putShort((short) 1)
                .putShort((short) 2)
                .putShort((short) 1)
                .putShort((short) 24);
        bmp.put(new byte[] {0, 0, (byte) 0xFF, 0, 0, (byte) 0xFF, 0, 0});

        ImageContent content = ImageContent.of(bmp.array());

        assertSize(bmp.array(), 1, 2);
        assertThat(content.decode().getRGB(0, 1)).isEqualTo(0xFFFF0000);
        assertThat(content.decode().getRGB(0, 0)).isEqualTo(0xFF00FF00);
    }

    @Test
    void refusesABitmapOfTheLowestHeightThereIs() {
        byte[] bmp = encode(quarters(30, 20), "bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(22, Integer.MIN_VALUE);

        assertUnreadable(bmp, Reason.CORRUPT);
    }

    @Test
    void readsTiffInBothByteOrdersAndAsBigTiff() {
        assertSize(tiff(ByteOrder.LITTLE_ENDIAN, 300, 200), 300, 200);
        assertSize(tiff(ByteOrder.BIG_ENDIAN, 300, 200), 300, 200);
        assertSize(bigTiff(ByteOrder.LITTLE_ENDIAN, 300, 200), 300, 200);
        assertSize(bigTiff(ByteOrder.BIG_ENDIAN, 300, 200), 300, 200);
    }

    @Test
    void refusesSizesOfZero() {
        assertUnreadable(jpegHeader(0xC0, 0, 200), Reason.CORRUPT);
        assertUnreadable(TestFiles.pngHeader(0, 5, 8, 2), Reason.CORRUPT);
        assertUnreadable(tiff(ByteOrder.BIG_ENDIAN, 0, 5), Reason.CORRUPT);
        assertUnreadable(webp(vp8(0, 0)), Reason.CORRUPT);
    }

    static byte[] jpegHeader(int marker, int width, int height) {
        ByteBuffer jpeg = ByteBuffer.allocate(21);
        jpeg.put((byte) 0xFF)
                .put((byte) 0xD8)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) 17)
                .put((byte) 8);
        return jpeg.putShort((short) height)
                .putShort((short) width)
                .put((byte) 3)
                .array();
    }

    private static byte[] tiff(ByteOrder order, int width, int height) {
        ByteBuffer tiff = ByteBuffer.allocate(34).order(order);
        tiff.put(latin1(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"))
                .putShort((short) 42)
                .putInt(8);
        tiff.putShort((short) 2);
        tiff.putShort((short) 256)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) width)
                .putShort((short) 0);
        tiff.putShort((short) 257).putShort((short) 4).putInt(1).putInt(height);
        return tiff.array();
    }

    private static byte[] bigTiff(ByteOrder order, int width, int height) {
        ByteBuffer tiff = ByteBuffer.allocate(16 + 8 + 40).order(order);
        tiff.put(latin1(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM")).putShort((short) 43);
        tiff.putShort((short) 8).putShort((short) 0).putLong(16).putLong(2);
        tiff.putShort((short) 256).putShort((short) 4).putLong(1).putInt(width).putInt(0);
        tiff.putShort((short) 257).putShort((short) 16).putLong(1).putLong(height);
        return tiff.array();
    }

    private static void assertSize(byte[] file, int width, int height) {
        ImageContent content = ImageContent.of(file);

        assertThat(content.width()).isEqualTo(width);
        assertThat(content.height()).isEqualTo(height);
    }

    private static void assertUnreadable(byte[] file, Reason reason) {
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(file))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
