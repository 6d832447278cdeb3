package dev.tagging.image;

import static dev.tagging.image.TestFiles.exif;
import static dev.tagging.image.TestFiles.exifSegment;
import static dev.tagging.image.TestFiles.latin1;
import static dev.tagging.image.TestFiles.riffChunk;
import static dev.tagging.image.TestFiles.vp8l;
import static dev.tagging.image.TestFiles.vp8x;
import static dev.tagging.image.TestFiles.webp;
import static dev.tagging.image.TestFiles.withChunk;
import static dev.tagging.image.TestFiles.withSegment;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {

    private static final byte[] JPEG = TestFiles.jpeg(TestFiles.quarters(48, 32));
    private static final byte[] PNG = TestFiles.encode(TestFiles.quarters(48, 32), "png");

    /** Upright quarters in reading order, for a picture stored as red, green, blue, yellow. */
    @ParameterizedTest
    @CsvSource({
        "1, RGBY", "2, GRYB", "3, YBGR", "4, BYRG",
        "5, RBGY", "6, BRYG", "7, YGBR", "8, GYRB"
    })
    void turnsStoredPixelsUpright(int exif, String quarters) {
        byte[] jpeg = withSegment(JPEG, 0xE1, exifSegment(exif, ByteOrder.BIG_ENDIAN));
        byte[] png = withChunk(PNG, "eXIf", exif(exif, ByteOrder.LITTLE_ENDIAN));

        assertThat(quartersOf(ImageContent.of(jpeg).decode())).isEqualTo(quarters);
        assertThat(quartersOf(ImageContent.of(png).decode())).isEqualTo(quarters);
        assertThat(quartersOf(ImageContent.of(png).decode(9))).isEqualTo(quarters);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void swapsTheSidesOfHalfOfTheOrientations(int exif) {
        ImageContent content = ImageContent.of(withSegment(JPEG, 0xE1, exifSegment(exif, ByteOrder.BIG_ENDIAN)));

        boolean swapped = exif >= 5;

        assertThat(content.orientation().exif()).isEqualTo(exif);
        assertThat(content.orientation().swapsSides()).isEqualTo(swapped);
        assertThat(content.width()).isEqualTo(48);
        assertThat(content.height()).isEqualTo(32);
        assertThat(content.orientedWidth()).isEqualTo(swapped ? 32 : 48);
        assertThat(content.orientedHeight()).isEqualTo(swapped ? 48 : 32);
        assertThat(content.decode().getWidth()).isEqualTo(content.orientedWidth());
        assertThat(content.decode().getHeight()).isEqualTo(content.orientedHeight());
    }

    static Stream<Arguments> everyOrientationInBothByteOrders() {
        return IntStream.rangeClosed(1, 8).boxed().flatMap(exif -> Stream.of(
                        ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
                .map(order -> Arguments.of(exif, order)));
    }

    @ParameterizedTest
    @MethodSource("everyOrientationInBothByteOrders")
    void isReadFromEveryFormatThatCanHoldIt(int exif, ByteOrder order) {
        byte[] jpeg = withSegment(JPEG, 0xE1, exifSegment(exif, order));
        byte[] png = withChunk(PNG, "eXIf", exif(exif, order));
        byte[] webp = webp(vp8x(48, 32), vp8l(48, 32), riffChunk("EXIF", exif(exif, order)));
        byte[] webpWithPrefix = webp(vp8x(48, 32), vp8l(48, 32), riffChunk("EXIF", exifSegment(exif, order)));

        assertThat(Stream.of(jpeg, png, webp, webpWithPrefix).map(ImageContent::of))
                .allSatisfy(content -> assertThat(content.orientation().exif()).isEqualTo(exif));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 255, 65_535})
    void isNormalWhereTheNumberMeansNothing(int exif) {
        byte[] jpeg = withSegment(JPEG, 0xE1, exifSegment(exif, ByteOrder.BIG_ENDIAN));

        assertThat(ImageContent.of(jpeg).orientation()).isEqualTo(Orientation.NORMAL);
    }

    @Test
    void isTakenFromTheFirstExifSegmentThatIsSet() {
        byte[] twice = withSegment(
                withSegment(JPEG, 0xE1, exifSegment(8, ByteOrder.BIG_ENDIAN)),
                0xE1,
                exifSegment(6, ByteOrder.BIG_ENDIAN));

        assertThat(ImageContent.of(twice).orientation()).isEqualTo(Orientation.ROTATE_90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Exif\0\0", "Exif\0\0MM\0*", "Exif\0\0MM\0*\0\0\0\u0008", "Exif\0\0nothing"})
    void isNormalWhereTheMetadataIsBroken(String segment) {
        byte[] jpeg = withSegment(JPEG, 0xE1, latin1(segment));

        assertThat(ImageContent.of(jpeg).orientation()).isEqualTo(Orientation.NORMAL);
        assertThat(ImageContent.of(jpeg).decode().getWidth()).isEqualTo(48);
    }

    @Test
    void isNormalWhereTheDirectoryPointsAtItselfOrFarAway() {
        byte[] self = exifSegment(6, ByteOrder.BIG_ENDIAN);
        self[13] = 0;
        byte[] away = exifSegment(6, ByteOrder.BIG_ENDIAN);
        away[10] = away[11] = away[12] = away[13] = (byte) 0xFF;

        assertThat(ImageContent.of(withSegment(JPEG, 0xE1, self)).orientation()).isEqualTo(Orientation.NORMAL);
        assertThat(ImageContent.of(withSegment(JPEG, 0xE1, away)).orientation()).isEqualTo(Orientation.NORMAL);
    }

    private static String quartersOf(BufferedImage image) {
        int right = image.getWidth() - 1;
        int bottom = image.getHeight() - 1;
        return nameOf(image.getRGB(0, 0))
                + nameOf(image.getRGB(right, 0))
                + nameOf(image.getRGB(0, bottom))
                + nameOf(image.getRGB(right, bottom));
    }

    private static String nameOf(int rgb) {
        boolean red = (rgb >> 16 & 0xFF) > 127;
        boolean green = (rgb >> 8 & 0xFF) > 127;
        boolean blue = (rgb & 0xFF) > 127;
        return red && green ? "Y" : red ? "R" : green ? "G" : blue ? "B" : "?";
    }
}
