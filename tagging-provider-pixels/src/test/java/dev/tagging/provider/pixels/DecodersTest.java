package dev.tagging.provider.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tagging.image.ImageContent;
import dev.tagging.image.ImageFormat;
import dev.tagging.image.ImageLimits;
import dev.tagging.image.UnreadableImageException;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.ProviderSettings;
import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The plugins this module brings decode what the core recognises; every picture here is red. */
class DecodersTest {

    private static final Color RED = new Color(230, 20, 20);

    /** 32 x 24 pixels, made by libwebp 1.x. */
    private static final Map<String, String> WEBP = Map.of(
            "lossy",
            "UklGRkQAAABXRUJQVlA4IDgAAAAQAwCdASogABgAPtFiqk+oJaOiKAgBABoJZQB2AACAoKAA/uns//hywz0b//5mj9JvpN3NaHgAAA==",
            "lossless",
            "UklGRh4AAABXRUJQVlA4TBEAAAAvH8AFAAdQipqXov+BiOh/AAA=",
            "left half opaque",
            "UklGRnIAAABXRUJQVlA4WAoAAAAQAAAAHwAAFwAAQUxQSBMAAAABDzD/ERFCIJDkL73AABH9j+INAFZQOCA4AAAAEAMAnQEqIAAYAD7RYqpP"
                    + "qCWjoigIAQAaCWUAdgAAgKCgAP7p7P/4csM9G//+Zo/Sb6TdzWh4AAA=",
            "animated",
            "UklGRogAAABXRUJQVlA4WAoAAAACAAAAHwAAFwAAQU5JTQYAAAAAAAAAAABBTk1GKgAAAAAAAAAAAB8AABcAAGQAAAJWUDhMEQAAAC8fwAUA"
                    + "B1CKmpei/4GI6H8AAEFOTUYqAAAAAAAAAAAAHwAAFwAAZAAAAFZQOEwRAAAALx/ABQAHUIpS1Lz/gYjofwAA",
            "turned by Exif",
            "UklGRngAAABXRUJQVlA4WAoAAAAIAAAAHwAAFwAAVlA4IDgAAAAQAwCdASogABgAPtFiqk+oJaOiKAgBABoJZQB2AACAoKAA/uns//hywz0b"
                    + "//5mj9JvpN3NaHgAAEVYSUYaAAAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAA=");

    static Stream<Arguments> redPictures() throws IOException {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        for (String format : new String[] {"jpeg", "png", "gif", "bmp", "tiff"}) {
            pictures.put(format, Pictures.encode(red(), format));
        }
        pictures.put("palette png", Pictures.encode(red(BufferedImage.TYPE_BYTE_INDEXED), "png"));
        pictures.put("16 bit bmp", Pictures.encode(red(BufferedImage.TYPE_USHORT_565_RGB), "bmp"));
        pictures.put("jpeg in inks", inks());
        pictures.put("jpeg with profile", profiled());
        WEBP.forEach((name, base64) ->
                pictures.put("webp, " + name, Base64.getDecoder().decode(base64)));
        return pictures.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("redPictures")
    void decodeEveryFormatForTheProvider(String name, byte[] file) {
        try (var provider = new PixelsProviderFactory().create(ProviderSettings.of("pixels", Map.of()))) {
            var tags = provider.analyzeImage(ImageContent.of(file), new TestContext(20))
                    .tags();

            assertThat(tags).extracting(AiTag::name).as(name).contains("red");
            assertThat(tags).extracting(AiTag::name).doesNotContain("blue", "grey", "black");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("redPictures")
    void throwNothingButUnreadableForBrokenFiles(String name, byte[] file) {
        Random random = new Random(20_260_103);
        for (int round = 0; round < 300; round++) {
            byte[] broken = random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file.clone();
            for (int i = 0; i <= random.nextInt(4) && broken.length > 0; i++) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> readLeniently(broken)).as(name).doesNotThrowAnyException();
        }
    }

    @Test
    void coverEveryFormatOfTheCore() throws IOException {
        assertThat(redPictures()
                        .map(arguments ->
                                ImageContent.of((byte[]) arguments.get()[1]).format())
                        .distinct())
                .containsExactlyInAnyOrder(ImageFormat.values());
    }

    private static void readLeniently(byte[] file) {
        try {
            ImageContent.of(file, new ImageLimits(1_000_000, 1_000_000)).decode(16);
        } catch (UnreadableImageException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static BufferedImage red() {
        return red(BufferedImage.TYPE_3BYTE_BGR);
    }

    private static BufferedImage red(int type) {
        BufferedImage image = new BufferedImage(64, 48, type);
        for (int i = 0; i < 64 * 48; i++) {
            image.setRGB(i % 64, i / 64, RED.getRGB());
        }
        return image;
    }

    /** As Adobe's programs store it: what is left of the paper, 255 for no ink. */
    private static byte[] inks() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 48, 4, null);
        for (int i = 0; i < 64 * 48; i++) {
            raster.setPixel(i % 64, i / 64, new int[] {230, 20, 20, 255});
        }
        byte[] jpeg = jpeg(new IIOImage(raster, null, null));
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 16);
        out.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) 0xEE).putShort((short) 14);
        out.put("Adobe\0d\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
        return out.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** Stored blue, with a profile that exchanges the primaries of red and blue. */
    private static byte[] profiled() throws IOException {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        int red = tag(profile, 0x7258595A);
        int blue = tag(profile, 0x6258595A);
        byte[] primary = Arrays.copyOfRange(profile, red, red + 20);
        System.arraycopy(profile, blue, profile, red, 20);
        System.arraycopy(primary, 0, profile, blue, 20);
        var space = new ICC_ColorSpace(ICC_Profile.getInstance(profile));
        var model = new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(64, 48);
        for (int i = 0; i < 64 * 48; i++) {
            raster.setPixel(i % 64, i / 64, new int[] {20, 20, 230});
        }
        return jpeg(new IIOImage(new BufferedImage(model, raster, false, null), null, null));
    }

    private static int tag(byte[] profile, int signature) {
        ByteBuffer buffer = ByteBuffer.wrap(profile);
        int at = 132;
        while (buffer.getInt(at) != signature) {
            at += 12;
        }
        return buffer.getInt(at + 4);
    }

    /** With the JDK's writer, which takes rasters and profiles as they are. */
    private static byte[] jpeg(IIOImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var writers = ImageIO.getImageWritersByFormatName("jpeg");
        ImageWriter writer = writers.next();
        while (!writer.getClass().getName().startsWith("com.sun.")) {
            writer = writers.next();
        }
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
