package dev.tagging.tck.provider;

import dev.tagging.image.ImageContent;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures that any provider can read, and some that none can. */
final class TestPictures {

    private TestPictures() {}

    /** A red square on white, a sky above a meadow, a portrait of grey. */
    static List<ImageContent> readable() {
        return List.of(square(), meadow(), fog());
    }

    /** Files with a good header and pixels that are cut off or garbled. */
    static List<ImageContent> unreadable() {
        byte[] png = encoded(gradient(200, 150, Color.BLUE, Color.GREEN), "png");
        byte[] garbled = png.clone();
        Arrays.fill(garbled, png.length / 2, png.length - 20, (byte) 0x55);
        return List.of(ImageContent.of(Arrays.copyOf(png, png.length / 2)), ImageContent.of(garbled));
    }

    private static ImageContent square() {
        BufferedImage picture = new BufferedImage(120, 80, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 120, 80);
        graphics.setColor(Color.RED);
        graphics.fillRect(30, 10, 60, 60);
        graphics.dispose();
        return ImageContent.of(encoded(picture, "png"));
    }

    private static ImageContent meadow() {
        return ImageContent.of(encoded(gradient(160, 120, new Color(80, 140, 240), new Color(60, 160, 40)), "jpg"));
    }

    private static ImageContent fog() {
        return ImageContent.of(encoded(gradient(90, 160, Color.LIGHT_GRAY, Color.GRAY), "jpg"));
    }

    private static BufferedImage gradient(int width, int height, Color top, Color bottom) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, top, width / 4f, height, bottom));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }

    private static byte[] encoded(BufferedImage picture, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, bytes)) {
                throw new IllegalStateException("this JVM writes no " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
