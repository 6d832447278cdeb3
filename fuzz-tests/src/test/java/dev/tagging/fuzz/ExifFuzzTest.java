package dev.tagging.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tagging.image.ImageContent;
import dev.tagging.image.ImageFormat;
import dev.tagging.image.Orientation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class ExifFuzzTest {

    private static final int WIDTH = 7;
    private static final int HEIGHT = 5;

    /** The length of a JPEG segment has two bytes and counts itself; {@link #PREFIX} is part of the segment. */
    private static final int LONGEST = 65_535 - 2 - 6;

    private static final String PREFIX = "Exif\0\0";

    /** Metadata never makes a picture unreadable, and says the same in whatever format it comes. */
    @FuzzTest
    void anyExifBlockTurnsThePictureTheSameWayInEveryFormat(byte[] block) {
        byte[] exif = Arrays.copyOf(block, Math.min(block.length, LONGEST));
        byte[] prefixed = join(PREFIX, exif);

        Orientation orientation = orientationOf(png(prefixed), ImageFormat.PNG);
        assertThat(orientationOf(jpeg(prefixed), ImageFormat.JPEG)).isEqualTo(orientation);
        assertThat(orientationOf(webp(prefixed), ImageFormat.WEBP)).isEqualTo(orientation);
        if (!startsWith(exif, "Exif\0")) {
            assertThat(orientationOf(png(exif), ImageFormat.PNG)).isEqualTo(orientation);
            assertThat(orientationOf(webp(exif), ImageFormat.WEBP)).isEqualTo(orientation);
        }
        ImageContent tiff = Outcome.ofReading(exif).image();
        if (tiff != null && tiff.format() == ImageFormat.TIFF) {
            assertThat(tiff.orientation()).isEqualTo(orientation);
        }
    }

    private static Orientation orientationOf(byte[] file, ImageFormat format) {
        ImageContent image = Outcome.ofReading(file).image();
        assertThat(image).isNotNull();
        assertThat(image.format()).isEqualTo(format);
        assertThat(image.width()).isEqualTo(WIDTH);
        assertThat(image.height()).isEqualTo(HEIGHT);
        boolean turned = image.orientation().exif() >= 5;
        assertThat(image.orientedWidth()).isEqualTo(turned ? HEIGHT : WIDTH);
        assertThat(image.orientedHeight()).isEqualTo(turned ? WIDTH : HEIGHT);
        return image.orientation();
    }

    private static byte[] jpeg(byte[] exif) {
        ByteBuffer file = ByteBuffer.allocate(exif.length + 40);
        file.putShort((short) 0xFFD8);
        file.putShort((short) 0xFFE1).putShort((short) (exif.length + 2)).put(exif);
        file.putShort((short) 0xFFC0).putShort((short) 11).put((byte) 8);
        file.putShort((short) HEIGHT).putShort((short) WIDTH).putInt(0x01_01_11_00);
        file.putShort((short) 0xFFDA).putShort((short) 8).put(new byte[] {1, 1, 0, 0, 63, 0, 0});
        file.putShort((short) 0xFFD9);
        return written(file);
    }

    private static byte[] png(byte[] exif) {
        ByteBuffer file = ByteBuffer.allocate(exif.length + 80);
        file.put("\u0089PNG\r\n\u001A\n".getBytes(ISO_8859_1));
        chunk(
                file,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(WIDTH)
                        .putInt(HEIGHT)
                        .put((byte) 8)
                        .array());
        chunk(file, "eXIf", exif);
        chunk(file, "IDAT", new byte[1]);
        chunk(file, "IEND", new byte[0]);
        return written(file);
    }

    private static void chunk(ByteBuffer png, String kind, byte[] content) {
        int noChecksum = 0;
        png.putInt(content.length).put(kind.getBytes(ISO_8859_1)).put(content).putInt(noChecksum);
    }

    private static byte[] webp(byte[] exif) {
        ByteBuffer file = ByteBuffer.allocate(exif.length + 80).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(ISO_8859_1)).putInt(0).put("WEBP".getBytes(ISO_8859_1));
        file.put("VP8L".getBytes(ISO_8859_1)).putInt(6).put((byte) 0x2F);
        file.putInt(WIDTH - 1 | (HEIGHT - 1) << 14).put((byte) 0);
        file.put("EXIF".getBytes(ISO_8859_1)).putInt(exif.length).put(exif);
        return written(file);
    }

    private static byte[] written(ByteBuffer file) {
        byte[] bytes = new byte[file.position()];
        file.flip().get(bytes);
        return bytes;
    }

    private static byte[] join(String prefix, byte[] rest) {
        return ByteBuffer.allocate(prefix.length() + rest.length)
                .put(prefix.getBytes(ISO_8859_1))
                .put(rest)
                .array();
    }

    private static boolean startsWith(byte[] bytes, String prefix) {
        byte[] start = prefix.getBytes(ISO_8859_1);
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
