package dev.tagging.examples.evaluate;

import dev.tagging.image.ImageContent;
import dev.tagging.image.UnreadableImageException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;

/** A small picture that can be written into a page. */
final class Thumbnail {

    private static final int EDGE = 200;

    private Thumbnail() {}

    /** A {@code data:} URI; of an empty picture when the photo cannot be read. */
    static String dataUri(Path photo) {
        try {
            BufferedImage small = ImageContent.of(Files.readAllBytes(photo)).decode(EDGE);
            BufferedImage opaque = new BufferedImage(small.getWidth(), small.getHeight(), BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = opaque.createGraphics();
            graphics.drawImage(small, 0, 0, Color.WHITE, null);
            graphics.dispose();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(opaque, "jpg", bytes);
            return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException | UnreadableImageException e) {
            return "data:,";
        }
    }
}
