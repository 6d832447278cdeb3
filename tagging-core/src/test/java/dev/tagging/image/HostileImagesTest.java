package dev.tagging.image;

import static dev.tagging.image.TestFiles.concat;
import static dev.tagging.image.TestFiles.encode;
import static dev.tagging.image.TestFiles.latin1;
import static dev.tagging.image.TestFiles.quarters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.image.UnreadableImageException.Reason;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileImagesTest {

    @Test
    void refusesATinyGifThatClaimsFourGigapixels() {
        byte[] gif = tinyGif(65_535, 65_535);

        assertThat(gif).hasSize(35);
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(gif))
                .withMessage("too many pixels: the header claims 65535 x 65535 pixels, the limit is 100 megapixels")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_PIXELS));
    }

    @Test
    void refusesAPngThatClaimsTooManyPixels() {
        byte[] png = concat(TestFiles.pngHeader(60_000, 60_000, 8, 2), TestFiles.chunk("IDAT", new byte[10]));

        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(png))
                .withMessage("too many pixels: the header claims 60000 x 60000 pixels, the limit is 100 megapixels");
    }

    @Test
    void refusesAPngWhoseSidesOverflowAnInteger() {
        byte[] png = TestFiles.pngHeader(-1, 1, 8, 2);

        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(png))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
    void neverInflatesMetadata(String chunk) {
        byte[] bomb = TestFiles.deflate(new byte[200_000_000]);
        byte[] content = chunk.equals("iTXt") ? concat(latin1("key\0\1\0\0\0"), bomb) : concat(latin1("key\0\0"), bomb);
        BufferedImage palette = quarters(30, 20, BufferedImage.TYPE_BYTE_INDEXED);
        byte[] rgbPng = TestFiles.withChunk(encode(quarters(30, 20), "png"), chunk, content);
        byte[] palettePng = TestFiles.withChunk(encode(palette, "png"), chunk, content);
        ImageContent.of(encode(palette, "png")).decode();

        long before = allocatedBytes();
        ImageContent.of(rgbPng).decode();
        ImageContent.of(palettePng).decode();

        assertThat(rgbPng).hasSizeLessThan(250_000);
        assertThat(allocatedBytes() - before).isLessThan(10_000_000);
    }

    @Test
    void needsLittleMemoryForASmallViewOfALargePicture() {
        byte[] png = encode(new BufferedImage(8_000, 8_000, BufferedImage.TYPE_BYTE_GRAY), "png");
        ImageContent.of(png).decode(100);

        long before = allocatedBytes();
        ImageContent.of(png).decode(100);

        assertThat(allocatedBytes() - before).isLessThan(8_000_000);
    }

    @Test
    void refusesToTagHalfAPhoto() {
        byte[] jpeg = TestFiles.jpeg(noise(200, 200));
        byte[] half = Arrays.copyOf(jpeg, jpeg.length / 2);

        ImageContent content = ImageContent.of(half);

        assertThat(content.width()).isEqualTo(200);
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> content.decode(50))
                .withMessage("truncated: the file ends before the picture is complete")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED));
    }

    @Test
    void refusesHalfAPhotoWithAnEndMarkToo() {
        byte[] jpeg = TestFiles.jpeg(noise(200, 200));
        byte[] half = concat(Arrays.copyOf(jpeg, jpeg.length / 2), new byte[] {(byte) 0xFF, (byte) 0xD9});

        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(half).decode(50))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED));
    }

    @Test
    void acceptsAPhotoThatLacksNothingButItsEndMark() {
        byte[] jpeg = TestFiles.jpeg(noise(200, 200));

        BufferedImage decoded =
                ImageContent.of(Arrays.copyOf(jpeg, jpeg.length - 2)).decode();

        assertThat(decoded.getWidth()).isEqualTo(200);
    }

    @Test
    void refusesAProgressivePhotoWithoutEndMark() {
        byte[] jpeg = TestFiles.jpeg(new IIOImage(noise(200, 200), null, null), true);

        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() ->
                        ImageContent.of(Arrays.copyOf(jpeg, jpeg.length - 2)).decode())
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void acceptsGarbageBehindThePicture(String format, byte[] file) {
        BufferedImage expected = ImageContent.of(file).decode();

        BufferedImage decoded =
                ImageContent.of(concat(file, latin1("\u00FF\u00C0garbage"))).decode();

        assertThat(decoded.getRGB(0, 0)).as(format).isEqualTo(expected.getRGB(0, 0));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void saysOfEveryBeginningOfAFileThatItIsUnreadableOrReadsIt(String format, byte[] file) {
        int readable = 0;
        for (int length = 0; length < file.length; length++) {
            byte[] beginning = Arrays.copyOf(file, length);
            try {
                ImageContent.of(beginning).decode(8);
                readable++;
            } catch (UnreadableImageException e) {
                assertThat(e.reason())
                        .as("%s of %d bytes: %s", format, length, e.getMessage())
                        .isIn(Reason.EMPTY, Reason.TRUNCATED, Reason.UNKNOWN_FORMAT);
            }
        }

        assertThat(readable)
                .as("all of the picture in too few bytes of " + format)
                .isLessThan(40);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void throwsNothingElseForFilesWithChangedBytes(String format, byte[] file) {
        Random random = new Random(20_260_101);
        for (int round = 0; round < 1_500; round++) {
            byte[] changed = file.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> readLeniently(changed)).as(format).doesNotThrowAnyException();
        }
    }

    @Test
    void throwsNothingElseForRandomBytesBehindASignature() {
        Random random = new Random(20_260_102);
        String[] signatures = {
            "\u00FF\u00D8\u00FF", PngHeader.SIGNATURE, "GIF89a", "RIFF\0\0\0\0WEBPVP8X", "BM", "II*\0", "MM\0*", "II+\0"
        };
        for (int round = 0; round < 4_000; round++) {
            byte[] body = new byte[random.nextInt(400)];
            random.nextBytes(body);
            byte[] file = concat(latin1(signatures[round % signatures.length]), body);
            assertThatCode(() -> readLeniently(file)).doesNotThrowAnyException();
        }
    }

    @Test
    void readsAJpegOfNothingButTinySegmentsInOnePass() {
        byte[] comments = new byte[8_000_000];
        for (int i = 0; i < comments.length; i += 4) {
            comments[i] = (byte) 0xFF;
            comments[i + 1] = (byte) (i % 8 == 0 ? 0xFE : 0xE0);
            comments[i + 3] = 2;
        }
        byte[] jpeg = TestFiles.jpeg(quarters(16, 16));
        byte[] file = concat(TestFiles.slice(jpeg, 0, 2), comments, TestFiles.slice(jpeg, 2, jpeg.length));

        assertThat(ImageContent.of(file).width()).isEqualTo(16);
    }

    @Test
    void looksIntoOneExifBlockOnly() {
        byte[] broken = latin1("Exif\0\0II*\0");
        byte[] turning = TestFiles.exifSegment(6, ByteOrder.BIG_ENDIAN);
        byte[] jpeg = TestFiles.jpeg(quarters(16, 16));

        byte[] twoBlocks = TestFiles.withSegment(TestFiles.withSegment(jpeg, 0xE1, turning), 0xE1, broken);

        assertThat(ImageContent.of(TestFiles.withSegment(jpeg, 0xE1, turning)).orientation())
                .isEqualTo(Orientation.ROTATE_90);
        assertThat(ImageContent.of(twoBlocks).orientation()).isEqualTo(Orientation.NORMAL);
    }

    @Test
    void refusesTiffsThatClaimMoreSamplesThanDecodersShouldAllocate() {
        byte[] tiff = encode(quarters(30, 20), "tiff");
        setTiffField(tiff, 277, 60_000);

        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(tiff))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NO_DECODER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "RIF", "RIFF", "RIFF\1\0", "RIFF\1\0\0\0WE", "II+", "RIFF\1\0\0\0WEBPICCP\0\0\0\0"})
    void saysOfTheFirstBytesOfAnImageThatTheRestIsMissing(String beginning) {
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(latin1(beginning)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TRUNCATED));
    }

    @Test
    void takesNoOtherRiffFileForTheBeginningOfAWebp() {
        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(() -> ImageContent.of(latin1("RIFF\1\0\0\0AVI LIST")))
                .withMessage("not supported: the content is a RIFF file without WebP");
    }

    /** Of a type that does not exist, no value takes any place, so that any count of them fits into the file. */
    @ParameterizedTest
    @ValueSource(ints = {0, 14, 15, 19, 0xFFFF})
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    void countsNoTiffValuesOfATypeThatDoesNotExist(int type) {
        ByteBuffer tiff = ByteBuffer.allocate(24 + 4 * 20).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(latin1("II+\0\u0008\0\0\0")).putLong(16).putLong(4);
        putBigTiffField(tiff, 256, 4, 1, 30);
        putBigTiffField(tiff, 257, 4, 1, 20);
        putBigTiffField(tiff, 273, type, Long.MAX_VALUE, 0);
        putBigTiffField(tiff, 279, type, Long.MAX_VALUE, 0);

        assertThat(ImageContent.of(tiff.array()).width()).isEqualTo(30);
    }

    static Stream<Object[]> samples() {
        Map<String, byte[]> samples = new LinkedHashMap<>();
        samples.put("jpeg", TestFiles.jpeg(quarters(16, 12)));
        samples.put("progressive jpeg", TestFiles.jpeg(new IIOImage(quarters(16, 12), null, null), true));
        samples.put("png", encode(quarters(16, 12), "png"));
        samples.put("palette png", encode(quarters(16, 12, BufferedImage.TYPE_BYTE_INDEXED), "png"));
        samples.put("gif", encode(quarters(16, 12), "gif"));
        samples.put("bmp", encode(quarters(16, 12), "bmp"));
        samples.put("tiff", encode(quarters(16, 12), "tiff"));
        return samples.entrySet().stream().map(sample -> new Object[] {sample.getKey(), sample.getValue()});
    }

    private static void readLeniently(byte[] file) {
        try {
            ImageContent.of(file, new ImageLimits(1_000_000, 1_000_000)).decode(8);
        } catch (UnreadableImageException e) {
            assertThat(e.getMessage()).hasSizeLessThan(300);
        }
    }

    private static BufferedImage noise(int width, int height) {
        Random random = new Random(7);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt());
        }
        return image;
    }

    private static byte[] tinyGif(int width, int height) {
        ByteBuffer gif = ByteBuffer.allocate(35).order(ByteOrder.LITTLE_ENDIAN);
        gif.put(latin1("GIF89a")).putShort((short) width).putShort((short) height);
        gif.put((byte) 0x80).put((byte) 0).put((byte) 0).put(new byte[6]);
        gif.put((byte) 0x2C)
                .putInt(0)
                .putShort((short) width)
                .putShort((short) height)
                .put((byte) 0);
        gif.put(new byte[] {2, 2, 0x4C, 1, 0, 0x3B});
        return gif.array();
    }

    /** Overwrites the value of a field in a TIFF made by ImageIO, which writes big endian. */
    private static void setTiffField(byte[] tiff, int tag, int value) {
        ByteBuffer buffer = ByteBuffer.wrap(tiff);
        int directory = buffer.getInt(4);
        for (int i = 0; i < buffer.getShort(directory); i++) {
            int entry = directory + 2 + 12 * i;
            if (buffer.getShort(entry) == tag) {
                buffer.putShort(entry + 8, (short) value);
            }
        }
    }

    private static void putBigTiffField(ByteBuffer tiff, int tag, int type, long count, long value) {
        tiff.putShort((short) tag).putShort((short) type).putLong(count).putLong(value);
    }

    private static long allocatedBytes() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
