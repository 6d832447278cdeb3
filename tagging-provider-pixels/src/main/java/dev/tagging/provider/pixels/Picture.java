package dev.tagging.provider.pixels;

import java.awt.image.BufferedImage;

/** Pixels at working size: ARGB, row by row. */
final class Picture {

    private static final int OPAQUE_ENOUGH = 128;

    private final int width;
    private final int height;
    private final int[] argb;

    private Picture(int width, int height, int[] argb) {
        this.width = width;
        this.height = height;
        this.argb = argb;
    }

    static Picture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        return new Picture(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Number of pixels. */
    int size() {
        return argb.length;
    }

    boolean isOpaque(int index) {
        return argb[index] >>> 24 >= OPAQUE_ENOUGH;
    }

    /** Share of the pixels that can be seen, 0 to 1. */
    double opaqueShare() {
        int opaque = 0;
        for (int i = 0; i < argb.length; i++) {
            opaque += isOpaque(i) ? 1 : 0;
        }
        return (double) opaque / argb.length;
    }

    int red(int index) {
        return argb[index] >> 16 & 0xFF;
    }

    int green(int index) {
        return argb[index] >> 8 & 0xFF;
    }

    int blue(int index) {
        return argb[index] & 0xFF;
    }

    /**
     * This picture at an n-th of its size, averaged over squares of {@code n} pixels; what is left over at the right and
     * the bottom is dropped, single rows and columns stay. Itself when {@code n} is 1.
     */
    Picture reduced(int n) {
        if (n == 1) {
            return this;
        }
        int stepX = Math.min(n, width);
        int stepY = Math.min(n, height);
        int newWidth = width / stepX;
        int newHeight = height / stepY;
        int[] reduced = new int[newWidth * newHeight];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                reduced[y * newWidth + x] = average(x * stepX, y * stepY, stepX, stepY);
            }
        }
        return new Picture(newWidth, newHeight, reduced);
    }

    private int average(int left, int top, int stepX, int stepY) {
        int alpha = 0;
        int red = 0;
        int green = 0;
        int blue = 0;
        int opaque = 0;
        for (int y = top; y < top + stepY; y++) {
            for (int i = y * width + left; i < y * width + left + stepX; i++) {
                alpha += argb[i] >>> 24;
                if (isOpaque(i)) {
                    red += red(i);
                    green += green(i);
                    blue += blue(i);
                    opaque++;
                }
            }
        }
        int half = opaque / 2;
        int seen = Math.max(1, opaque);
        return (alpha / (stepX * stepY)) << 24
                | ((red + half) / seen) << 16
                | ((green + half) / seen) << 8
                | (blue + half) / seen;
    }
}
