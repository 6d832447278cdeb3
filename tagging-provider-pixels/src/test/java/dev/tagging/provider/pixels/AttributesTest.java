package dev.tagging.provider.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.TagCategory;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.ProviderSettings;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {

    private final AiTaggingProvider provider =
            new PixelsProviderFactory().create(ProviderSettings.of("pixels", Map.of()));

    @ParameterizedTest
    @CsvSource({
        "300, 200, landscape",
        "200, 300, portrait",
        "200, 200, square",
        "204, 200, square",
        "212, 200, landscape",
        "1, 1, square",
        "1, 500, portrait"
    })
    void tellTheShape(int width, int height, String shape) {
        assertThat(attributes(Pictures.painted(width, height, graphics -> {}))).contains(shape);
    }

    @Test
    void callALongLandscapeAPanorama() {
        assertThat(attributes(Pictures.painted(600, 200, graphics -> {}))).contains("landscape", "panorama");
        assertThat(attributes(Pictures.painted(200, 600, graphics -> {}))).doesNotContain("panorama");
        assertThat(attributes(Pictures.painted(400, 200, graphics -> {}))).doesNotContain("panorama");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void tellTheShapeOfTheUprightPicture(int exif) {
        byte[] jpeg = Pictures.encode(new BufferedImage(300, 200, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
        ImageContent turned = ImageContent.of(withOrientation(jpeg, exif));

        assertThat(attributes(turned)).contains(exif < 5 ? "landscape" : "portrait");
    }

    @Test
    void noticeTransparency() {
        ImageContent hole = Pictures.computed(100, 100, (x, y) -> x < 50 ? 0xFFFF0000 : 0x00000000);
        ImageContent opaque = Pictures.computed(100, 100, (x, y) -> 0xFFFF0000);

        assertThat(attributes(hole)).contains("transparent");
        assertThat(attributes(opaque)).doesNotContain("transparent");
    }

    @Test
    void leaveTransparentPixelsOutOfTheColours() {
        ImageContent logo = Pictures.computed(100, 100, (x, y) -> x < 20 ? 0xFFFF0000 : 0x0000FF00);

        assertThat(names(logo, TagCategory.COLOR)).containsExactly("red");
    }

    @Test
    void saySomethingOfAnInvisiblePicture() {
        ImageContent nothing = Pictures.computed(100, 100, (x, y) -> 0);

        assertThat(names(nothing, TagCategory.COLOR)).isEmpty();
        assertThat(attributes(nothing)).containsExactlyInAnyOrder("square", "transparent");
    }

    @Test
    void callGreyAndTintedPicturesMonochrome() {
        ImageContent gray = Pictures.computed(200, 200, (x, y) -> 0xFF000000 | x * 0x010101);
        ImageContent sepia =
                Pictures.computed(200, 200, (x, y) -> new Color(60 + x / 2, 50 + x / 2, 40 + x / 2).getRGB());

        assertThat(attributes(gray)).contains("monochrome").doesNotContain("colorful");
        assertThat(attributes(sepia)).contains("monochrome");
    }

    @Test
    void callManyStrongHuesColorful() {
        ImageContent rainbow = Pictures.computed(300, 200, (x, y) -> Color.HSBtoRGB(x / 300f, 1, 1));
        ImageContent blueOnly = Pictures.computed(300, 200, (x, y) -> new Color(0, 40 + y / 4, 255).getRGB());

        assertThat(attributes(rainbow)).contains("colorful").doesNotContain("monochrome");
        assertThat(attributes(blueOnly)).doesNotContain("colorful", "monochrome");
    }

    @Test
    void tellDarkFromBright() {
        assertThat(attributes(Pictures.solid(new Color(15, 15, 20))))
                .contains("dark")
                .doesNotContain("bright");
        assertThat(attributes(Pictures.solid(new Color(240, 240, 235))))
                .contains("bright")
                .doesNotContain("dark");
        assertThat(attributes(Pictures.solid(new Color(120, 120, 120)))).doesNotContain("bright", "dark");
    }

    @Test
    void noticeHighContrast() {
        ImageContent silhouette = Pictures.computed(200, 200, (x, y) -> x < 100 ? 0xFF000000 : 0xFFFFFFFF);
        ImageContent fog = Pictures.painted(200, 200, graphics -> {
            graphics.setPaint(new GradientPaint(0, 0, Color.LIGHT_GRAY, 200, 200, Color.GRAY));
            graphics.fillRect(0, 0, 200, 200);
        });

        assertThat(attributes(silhouette)).contains("high contrast");
        assertThat(attributes(fog)).doesNotContain("high contrast");
    }

    @Test
    void tellBlurryFromSharp() {
        assertThat(attributes(Pictures.edges(0))).contains("sharp").doesNotContain("blurry");
        assertThat(attributes(Pictures.edges(2))).contains("blurry").doesNotContain("sharp");
    }

    @Test
    void saySharpOrBlurryOfNothingEven() {
        assertThat(attributes(Pictures.solid(Color.GRAY))).doesNotContain("sharp", "blurry");
        assertThat(attributes(Pictures.painted(20, 20, graphics -> graphics.drawLine(0, 0, 20, 20))))
                .doesNotContain("sharp", "blurry");
    }

    private List<String> attributes(ImageContent image) {
        return names(image, TagCategory.ATTRIBUTE);
    }

    private List<String> names(ImageContent image, TagCategory category) {
        return provider.analyzeImage(image, new TestContext(20)).tags().stream()
                .filter(tag -> category.equals(tag.category()))
                .map(AiTag::name)
                .toList();
    }

    /** Puts an Exif segment with nothing but the orientation behind the start of a JPEG. */
    private static byte[] withOrientation(byte[] jpeg, int exif) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 36);
        out.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) 0xE1).putShort((short) 34);
        out.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8).putShort((short) 1);
        out.putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) exif)
                .putShort((short) 0);
        out.putInt(0);
        return out.put(jpeg, 2, jpeg.length - 2).array();
    }
}
