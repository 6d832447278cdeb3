package dev.tagging.provider.pixels;

import dev.tagging.image.ImageContent;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;

/** Pictures painted for a test. */
final class Pictures {

    private Pictures() {}

    static ImageContent solid(Color color) {
        return painted(120, 80, graphics -> {
            graphics.setColor(color);
            graphics.fillRect(0, 0, 120, 80);
        });
    }

    /** A picture painted on white. */
    static ImageContent painted(int width, int height, Consumer<Graphics2D> painter) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        painter.accept(graphics);
        graphics.dispose();
        return png(image);
    }

    /** A picture whose pixels are computed as ARGB from their place. */
    static ImageContent computed(int width, int height, IntBinaryOperator argb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb.applyAsInt(x, y));
            }
        }
        return png(image);
    }

    /** Rectangles of random greys, full of edges. */
    static ImageContent edges(int blurRadius) {
        Random random = new Random(11);
        int size = 320;
        double[] gray = new double[size * size];
        for (int i = 0; i < 400; i++) {
            int left = random.nextInt(size);
            int top = random.nextInt(size);
            int value = random.nextInt(256);
            for (int y = top; y < Math.min(size, top + 30); y++) {
                for (int x = left; x < Math.min(size, left + 30); x++) {
                    gray[y * size + x] = value;
                }
            }
        }
        double[] blurred = gray;
        for (int pass = 0; pass < 3; pass++) {
            blurred = boxBlur(blurred, size, blurRadius);
        }
        double[] result = blurred;
        return computed(size, size, (x, y) -> 0xFF000000 | ((int) result[y * size + x]) * 0x010101);
    }

    static ImageContent png(BufferedImage image) {
        return ImageContent.of(encode(image, "png"));
    }

    static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static double[] boxBlur(double[] values, int size, int radius) {
        double[] blurred = new double[values.length];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double sum = 0;
                int count = 0;
                for (int v = Math.max(0, y - radius); v <= Math.min(size - 1, y + radius); v++) {
                    for (int u = Math.max(0, x - radius); u <= Math.min(size - 1, x + radius); u++) {
                        sum += values[v * size + u];
                        count++;
                    }
                }
                blurred[y * size + x] = sum / count;
            }
        }
        return blurred;
    }
}
