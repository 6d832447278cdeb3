package dev.tagging.image;

import java.util.Arrays;

/**
 * Scales down by averaging: every target pixel is the mean of the area it covers, parts of source pixels included, so that
 * no detail is skipped and nothing rings. Colours count by their alpha.
 */
final class AreaAverage {

    private final int sourceWidth;
    private final int sourceHeight;
    private final int width;
    private final int height;
    private final int channels;
    private final float[] row;
    private final float[] sums;

    private AreaAverage(PixelRows source, int width, int height) {
        this.sourceWidth = source.width();
        this.sourceHeight = source.height();
        this.width = width;
        this.height = height;
        this.channels = source.hasAlpha() ? 4 : 3;
        this.row = new float[width * channels];
        this.sums = new float[width * channels];
    }

    /**
     * Reads all rows of {@code source} into an array of {@code width} times {@code height} pixels.
     *
     * @param width at most the width of the source
     * @param height at most the height of the source
     */
    static int[] scale(PixelRows source, int width, int height) {
        int[] target = new int[width * height];
        int[] argb = new int[source.width()];
        if (width == source.width() && height == source.height()) {
            for (int y = 0; y < height; y++) {
                source.read(y, argb);
                System.arraycopy(argb, 0, target, y * width, width);
            }
            return target;
        }
        new AreaAverage(source, width, height).scale(source, argb, target);
        return target;
    }

    /**
     * In units of 1/height of a source row, a source row is {@code height} long and a target row {@code sourceHeight}; so
     * all borders are whole numbers. Columns likewise.
     */
    private void scale(PixelRows source, int[] argb, int[] target) {
        long end = sourceHeight;
        int targetY = 0;
        for (int y = 0; y < sourceHeight; y++) {
            source.read(y, argb);
            averageColumns(argb);
            long from = (long) y * height;
            long to = from + height;
            if (to >= end) {
                addRow((float) (end - from) / sourceHeight);
                write(target, targetY++ * width);
                addRow((float) (to - end) / sourceHeight);
                end += sourceHeight;
            } else {
                addRow((float) height / sourceHeight);
            }
        }
    }

    private void averageColumns(int[] argb) {
        Arrays.fill(row, 0);
        float whole = (float) width / sourceWidth;
        long end = sourceWidth;
        int target = 0;
        for (int x = 0; x < sourceWidth; x++) {
            long from = (long) x * width;
            long to = from + width;
            if (to >= end) {
                addPixel(target, argb[x], (float) (end - from) / sourceWidth);
                target += channels;
                if (to > end) {
                    addPixel(target, argb[x], (float) (to - end) / sourceWidth);
                }
                end += sourceWidth;
            } else {
                addPixel(target, argb[x], whole);
            }
        }
    }

    private void addPixel(int at, int argb, float weight) {
        float share = weight;
        if (channels == 4) {
            share *= argb >>> 24;
            row[at + 3] += share;
        }
        row[at] += share * (argb >> 16 & 0xFF);
        row[at + 1] += share * (argb >> 8 & 0xFF);
        row[at + 2] += share * (argb & 0xFF);
    }

    private void addRow(float weight) {
        for (int i = 0; i < row.length; i++) {
            sums[i] += weight * row[i];
        }
    }

    private void write(int[] target, int at) {
        for (int x = 0, i = 0; x < width; x++, i += channels) {
            float alpha = channels == 4 ? sums[i + 3] : 1;
            int color = alpha <= 0
                    ? 0
                    : to8Bits(sums[i] / alpha) << 16 | to8Bits(sums[i + 1] / alpha) << 8 | to8Bits(sums[i + 2] / alpha);
            target[at + x] = (channels == 4 ? to8Bits(alpha) : 255) << 24 | color;
        }
        Arrays.fill(sums, 0);
    }

    private static int to8Bits(float value) {
        return Math.max(0, Math.min(255, Math.round(value)));
    }
}
