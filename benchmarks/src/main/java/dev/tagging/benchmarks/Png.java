package dev.tagging.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures to tag. */
final class Png {
    private Png() {}

    /** A tiny picture that looks different for every key. */
    static byte[] of(String key) {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(key.hashCode());
        for (int i = 0; i < 16; i++) {
            image.setRGB(i % 4, i / 4, random.nextInt());
        }
        return encoded(image, "png");
    }

    /** A photo of 12 megapixels and a few megabytes. */
    static byte[] photo() {
        BufferedImage image = new BufferedImage(4_000, 3_000, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int shade = random.nextInt(40);
                image.setRGB(x, y, (x * 200 / 4_000 + shade) << 16 | (y * 200 / 3_000 + shade) << 8 | 60 + shade);
            }
        }
        return encoded(image, "jpg");
    }

    private static byte[] encoded(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
