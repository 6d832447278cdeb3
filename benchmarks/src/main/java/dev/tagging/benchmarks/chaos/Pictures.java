package dev.tagging.benchmarks.chaos;

import dev.tagging.image.ImageContent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Pictures of one pixel that carry, behind their end, which image they are and for which claim they were opened. */
final class Pictures {

    private static final byte[] PIXEL = pixel();

    private Pictures() {}

    /** What a picture carries. */
    record Label(String image, long claim) {}

    static InputStream open(Label label) {
        byte[] text = (label.image() + "\t" + label.claim()).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(PIXEL, PIXEL.length + text.length);
        System.arraycopy(text, 0, bytes, PIXEL.length, text.length);
        return new ByteArrayInputStream(bytes);
    }

    static Label labelOf(ImageContent picture) {
        byte[] bytes = picture.toByteArray();
        String[] parts =
                new String(bytes, PIXEL.length, bytes.length - PIXEL.length, StandardCharsets.UTF_8).split("\t", -1);
        return new Label(parts[0], Long.parseLong(parts[1]));
    }

    private static byte[] pixel() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
