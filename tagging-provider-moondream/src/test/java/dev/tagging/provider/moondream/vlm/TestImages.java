package dev.tagging.provider.moondream.vlm;

import dev.tagging.image.ImageContent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Images without a file. */
public final class TestImages {

    private TestImages() {}

    /** Soft waves with some noise: the same for the same arguments. */
    public static ImageContent png(int width, int height, long seed) throws IOException {
        return content(waves(width, height, seed));
    }

    public static ImageContent content(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return ImageContent.of(bytes.toByteArray());
    }

    static BufferedImage waves(int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double phase = random.nextDouble(6);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = (int) (127 + 100 * Math.sin(phase + x / 9.0) + random.nextInt(28));
                int green = (int) (127 + 100 * Math.cos(phase + y / 7.0) + random.nextInt(28));
                int blue = (x * 3 + y * 5 + (int) (40 * phase)) & 0xFF;
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }
}
