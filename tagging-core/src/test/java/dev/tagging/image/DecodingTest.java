package dev.tagging.image;

import static dev.tagging.image.TestFiles.encode;
import static dev.tagging.image.TestFiles.quarters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.image.UnreadableImageException.Reason;
import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingTest {

    @ParameterizedTest
    @EnumSource(value = ImageFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "WEBP")
    void decodesWhatImageIoWrites(ImageFormat format) {
        BufferedImage image = ImageContent.of(encode(quarters(300, 200), format.imageIoName()))
                .decode();

        assertThat(image.getWidth()).isEqualTo(300);
        assertThat(image.getHeight()).isEqualTo(200);
        assertColor(image, 20, 20, Color.RED);
        assertColor(image, 280, 20, Color.GREEN);
        assertColor(image, 20, 180, Color.BLUE);
        assertColor(image, 280, 180, Color.YELLOW);
    }

    @Test
    void saysThatNothingDecodesAFormatWithoutPlugin() {
        ImageContent webp = ImageContent.of(TestFiles.webp(TestFiles.vp8l(4, 4)));

        assertThatExceptionOfType(UnreadableImageException.class)
                .isThrownBy(webp::decode)
                .withMessage("not supported: no ImageIO plugin for WEBP is on the class path")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NO_DECODER));
    }

    @ParameterizedTest
    @CsvSource({"300, 300, 200", "299, 299, 199", "100, 100, 67", "31, 31, 21", "7, 7, 5", "1, 1, 1", "301, 300, 200"})
    void scalesDownToTheEdgeAndNeverUp(int maxEdge, int width, int height) {
        BufferedImage image = ImageContent.of(encode(quarters(300, 200), "png")).decode(maxEdge);

        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
    }

    @ParameterizedTest
    @CsvSource({"1, 30000", "30000, 1", "2, 10000", "30000, 100"})
    void decodesStripsOfPixels(int width, int height) {
        BufferedImage strip = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        ImageContent content = ImageContent.of(encode(strip, "png"));

        BufferedImage small = content.decode(64);

        assertThat(Math.max(small.getWidth(), small.getHeight())).isEqualTo(64);
        assertThat(Math.min(small.getWidth(), small.getHeight())).isEqualTo(1);
        assertThat(content.decode().getWidth()).isEqualTo(width);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff"})
    void decodesASinglePixel(String format) {
        BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
        pixel.setRGB(0, 0, 0xFFFFFFFF);

        BufferedImage decoded = ImageContent.of(encode(pixel, format)).decode(100);

        assertThat(decoded.getWidth()).isOne();
        assertThat(decoded.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void averagesInsteadOfSkippingPixels() {
        BufferedImage stripes = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x += 2) {
                stripes.setRGB(x, y, 0xFFFFFFFF);
            }
        }

        BufferedImage small = ImageContent.of(encode(stripes, "png")).decode(32);

        assertColor(small, 0, 0, new Color(128, 128, 128));
        assertColor(small, 31, 31, new Color(128, 128, 128));
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void takesGreyAsItIsStored(int type) {
        BufferedImage gray = new BufferedImage(2, 1, type);
        gray.getRaster().setSample(0, 0, 0, type == BufferedImage.TYPE_BYTE_GRAY ? 100 : 100 * 257);

        BufferedImage decoded = ImageContent.of(encode(gray, "png")).decode();

        assertThat(decoded.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
        assertThat(decoded.getRGB(0, 0)).isEqualTo(new Color(100, 100, 100).getRGB());
        assertThat(decoded.getRGB(1, 0)).isEqualTo(Color.BLACK.getRGB());
    }

    @Test
    void decodesAGreyJpeg() {
        BufferedImage gray = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            gray.getRaster().setSample(i % 16, i / 16, 0, 100);
        }

        BufferedImage decoded = ImageContent.of(encode(gray, "jpeg")).decode();

        assertColor(decoded, 8, 8, new Color(100, 100, 100));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesSixteenBitsASample(boolean hasAlpha) {
        var model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                hasAlpha,
                false,
                hasAlpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(3, 3);
        int[] pixel = {65_535, 32_896, 0, 32_896};
        for (int i = 0; i < 9; i++) {
            raster.setPixel(i % 3, i / 3, pixel);
        }

        BufferedImage decoded = ImageContent.of(encode(new BufferedImage(model, raster, false, null), "png"))
                .decode();

        assertThat(decoded.getRGB(1, 1)).isEqualTo(hasAlpha ? 0x80FF8000 : 0xFFFF8000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void decodesPalettes(int bits) {
        byte[] red = {0, (byte) 255};
        byte[] zero = {0, 0};
        var palette = new IndexColorModel(bits, 2, red, zero, zero);
        var raster = bits == 8
                ? Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 9, 9, 1, null)
                : Raster.createPackedRaster(DataBuffer.TYPE_BYTE, 9, 9, 1, bits, null);
        raster.setSample(8, 8, 0, 1);

        BufferedImage decoded = ImageContent.of(encode(new BufferedImage(palette, raster, false, null), "png"))
                .decode();

        assertThat(decoded.getRGB(8, 8)).isEqualTo(0xFFFF0000);
        assertThat(decoded.getRGB(0, 0)).isEqualTo(0xFF000000);
    }

    @Test
    void keepsTransparencyOfPalettes() {
        byte[] zero = {0, 0};
        var palette = new IndexColorModel(8, 2, zero, zero, zero, 1);
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 1, 1, null);
        raster.setSample(1, 0, 0, 1);
        BufferedImage image = new BufferedImage(palette, raster, false, null);

        assertThat(ImageContent.of(encode(image, "png")).decode().getRGB(1, 0) >>> 24)
                .isZero();
        assertThat(ImageContent.of(encode(image, "gif")).decode().getRGB(1, 0) >>> 24)
                .isZero();
        assertThat(ImageContent.of(encode(image, "png")).decode().getRGB(0, 0)).isEqualTo(0xFF000000);
    }

    @Test
    void givesTransparentPixelsNoSayInTheAverageColour() {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, 0xFFFF0000);
        image.setRGB(1, 0, 0x0000FF00);
        image.setRGB(0, 1, 0x0000FF00);
        image.setRGB(1, 1, 0x0000FF00);

        BufferedImage small = ImageContent.of(encode(image, "png")).decode(1);

        assertThat(small.getType()).isEqualTo(BufferedImage.TYPE_INT_ARGB);
        assertThat(small.getRGB(0, 0)).isEqualTo(0x40FF0000);
    }

    @Test
    void decodesAProgressiveJpeg() {
        byte[] jpeg = TestFiles.jpeg(new IIOImage(quarters(64, 48), null, null), true);

        BufferedImage decoded = ImageContent.of(jpeg).decode();

        assertColor(decoded, 4, 4, Color.RED);
        assertColor(decoded, 60, 44, Color.YELLOW);
    }

    @Test
    void appliesTheProfileOfAJpeg() {
        // sRGB with red and blue primaries exchanged: what is stored red is meant to be blue
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        exchange(profile, "rXYZ", "bXYZ");
        var swapped = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
        var model = new ComponentColorModel(swapped, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(32, 100);
        for (int i = 0; i < 3200; i++) {
            raster.setPixel(i % 32, i / 32, new int[] {255, 0, 0});
        }
        byte[] jpeg = TestFiles.jpeg(new BufferedImage(model, raster, false, null));

        BufferedImage decoded = ImageContent.of(jpeg).decode();

        assertColor(decoded, 16, 16, Color.BLUE);
        assertColor(decoded, 31, 99, Color.BLUE);
    }

    @ParameterizedTest
    @CsvSource({
        "255, 255, 255, 255, FFFFFF",
        "0, 255, 255, 255, 00FFFF",
        "255, 255, 255, 0, 000000",
        "255, 0, 0, 255, FF0000",
        "255, 255, 255, 128, 808080"
    })
    void takesAdobesInksForWhatIsLeftOfThePaper(int c, int m, int y, int k, String rgb) {
        byte[] cmyk = TestFiles.withSegment(inks(c, m, y, k), 0xEE, adobe(0));

        BufferedImage decoded = ImageContent.of(cmyk).decode();

        assertColor(decoded, 4, 4, Color.decode("#" + rgb));
    }

    @Test
    void takesOtherInksForInk() {
        byte[] cmyk = inks(0, 255, 255, 0);

        BufferedImage decoded = ImageContent.of(cmyk).decode();

        assertColor(decoded, 4, 4, Color.RED);
    }

    @Test
    void decodesInksStoredAsLuminanceAndChrominance() {
        // what is left of the paper is (255, 0, 0): red
        byte[] ycck = TestFiles.withSegment(inks(76, 85, 255, 255), 0xEE, adobe(2));

        BufferedImage decoded = ImageContent.of(ycck).decode();

        assertColor(decoded, 4, 4, Color.RED);
    }

    @Test
    void leavesImageIosGlobalStateAlone() {
        boolean usedCache = ImageIO.getUseCache();

        ImageContent.of(encode(quarters(30, 20), "png")).decode();

        assertThat(ImageIO.getUseCache()).isEqualTo(usedCache);
    }

    private static byte[] inks(int c, int m, int y, int k) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
        for (int i = 0; i < 64; i++) {
            raster.setPixel(i % 8, i / 8, new int[] {c, m, y, k});
        }
        return TestFiles.jpeg(new IIOImage(raster, null, null), false);
    }

    private static byte[] adobe(int transform) {
        return ByteBuffer.allocate(12)
                .put(TestFiles.latin1("Adobe"))
                .put(6, (byte) 100)
                .put(11, (byte) transform)
                .array();
    }

    private static void exchange(byte[] profile, String one, String other) {
        int first = tag(profile, one);
        int second = tag(profile, other);
        for (int i = 0; i < 20; i++) {
            byte value = profile[first + i];
            profile[first + i] = profile[second + i];
            profile[second + i] = value;
        }
    }

    private static int tag(byte[] profile, String signature) {
        ByteBuffer buffer = ByteBuffer.wrap(profile);
        for (int at = 132; ; at += 12) {
            if (buffer.getInt(at)
                    == ByteBuffer.wrap(TestFiles.latin1(signature)).getInt()) {
                return buffer.getInt(at + 4);
            }
        }
    }

    private static void assertColor(BufferedImage image, int x, int y, Color expected) {
        Color color = new Color(image.getRGB(x, y));
        assertThat(new int[] {color.getRed(), color.getGreen(), color.getBlue()})
                .usingElementComparator((a, b) -> Math.abs(a - b) <= 6 ? 0 : a - b)
                .containsExactly(expected.getRed(), expected.getGreen(), expected.getBlue());
    }
}
