package dev.tagging.provider.djl.runtime;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * An image as models see it: red, green and blue, eight bits each, row by row from the top left.
 *
 * @param pixels {@code 3 * width * height} bytes, unsigned; not copied, so to be left alone by whoever made them
 */
@SuppressWarnings("ArrayRecordComponent") // pixels by the million: identity is all the equality they need
public record RgbImage(int width, int height, byte[] pixels) {

    public RgbImage {
        if (width < 1 || height < 1 || pixels.length != Math.multiplyExact(3, Math.multiplyExact(width, height))) {
            throw new IllegalArgumentException(
                    width + " x " + height + " pixels in " + pixels.length + " bytes, not three a pixel");
        }
    }

    /** The colours of the image; transparency is ignored, as by Pillow's {@code convert("RGB")}. */
    public static RgbImage of(BufferedImage image) {
        return ofArgb(image.getWidth(), image.getHeight(), argb(image));
    }

    /** The image over a white background, which shows wherever it is transparent. */
    public static RgbImage overWhite(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return of(image);
        }
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        try {
            graphics.drawImage(image, 0, 0, Color.WHITE, null);
        } finally {
            graphics.dispose();
        }
        return of(opaque);
    }

    /**
     * The part of the image from {@code (x, y)} on.
     *
     * @throws IllegalArgumentException when some of it lies outside
     */
    public RgbImage crop(int x, int y, int newWidth, int newHeight) {
        if (x < 0 || y < 0 || newWidth > width - x || newHeight > height - y) {
            throw new IllegalArgumentException(
                    "no %d x %d pixels at (%d, %d) in %d x %d".formatted(newWidth, newHeight, x, y, width, height));
        }
        byte[] part = new byte[3 * newWidth * newHeight];
        for (int row = 0; row < newHeight; row++) {
            System.arraycopy(pixels, 3 * ((y + row) * width + x), part, 3 * row * newWidth, 3 * newWidth);
        }
        return new RgbImage(newWidth, newHeight, part);
    }

    private static int[] argb(BufferedImage image) {
        boolean plain =
                (image.getType() == BufferedImage.TYPE_INT_RGB || image.getType() == BufferedImage.TYPE_INT_ARGB)
                        && image.getRaster().getParent() == null;
        return plain
                ? ((DataBufferInt) image.getRaster().getDataBuffer()).getData()
                : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static RgbImage ofArgb(int width, int height, int[] argb) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0, at = 0; i < width * height; i++) {
            int pixel = argb[i];
            rgb[at++] = (byte) (pixel >> 16);
            rgb[at++] = (byte) (pixel >> 8);
            rgb[at++] = (byte) pixel;
        }
        return new RgbImage(width, height, rgb);
    }
}
