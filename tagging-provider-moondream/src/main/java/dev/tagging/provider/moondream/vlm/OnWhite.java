package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.djl.runtime.RgbImage;
import java.awt.image.BufferedImage;

/**
 * Puts an image on a white background, to the bit as Pillow's {@code alpha_composite} does (its {@code AlphaComposite.c}, for
 * a background without alpha): weights of 7 more bits, and a division by 255 that rounds to nearest.
 */
final class OnWhite {

    private static final int PRECISION = 7;
    private static final int HALF = 0x80 << PRECISION;

    private OnWhite() {}

    static RgbImage compose(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return RgbImage.of(image);
        }
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[Math.multiplyExact(3 * width, height)];
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                int alpha = argb >>> 24;
                rgb[at++] = blend(argb >> 16 & 0xFF, alpha);
                rgb[at++] = blend(argb >> 8 & 0xFF, alpha);
                rgb[at++] = blend(argb & 0xFF, alpha);
            }
        }
        return new RgbImage(width, height, rgb);
    }

    private static byte blend(int value, int alpha) {
        int sum = ((value * alpha + 255 * (255 - alpha)) << PRECISION) + HALF;
        return (byte) (((sum >> 8) + sum) >> 8 >> PRECISION);
    }
}
