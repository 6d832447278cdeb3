package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.djl.runtime.RgbImage;

/**
 * Enlarges images to the bit as libvips does ({@code vips_resize} with any smooth kernel, in {@code resize.c},
 * {@code affine.c} and {@code bicubic.cpp} of its sources): Catmull-Rom splines over 4 x 4 pixels, edges repeated, positions
 * in 64ths and weights in 4096ths of a pixel, rounded after rows and again after columns. Pixel {@code x} of the result lies
 * at {@code x / scale - 0.5} of the source.
 */
final class BicubicEnlargement {

    private static final int POSITIONS = 64;
    private static final int WEIGHT_BITS = 12;
    private static final int HALF = 1 << (WEIGHT_BITS - 1);
    private static final int[][] WEIGHTS = weights();

    private BicubicEnlargement() {}

    static RgbImage enlarge(RgbImage image, int width, int height) {
        Axis columns = new Axis(image.width(), width);
        Axis rows = new Axis(image.height(), height);
        byte[] source = image.pixels();
        byte[] target = new byte[Math.multiplyExact(3 * width, height)];
        int stride = 3 * image.width();
        int at = 0;
        for (int y = 0; y < height; y++) {
            int[] across = rows.weights(y);
            for (int x = 0; x < width; x++) {
                int[] along = columns.weights(x);
                for (int channel = 0; channel < 3; channel++) {
                    int sum = HALF;
                    for (int i = 0; i < 4; i++) {
                        int row = rows.source(y, i) * stride + channel;
                        int inRow = HALF;
                        for (int j = 0; j < 4; j++) {
                            inRow += along[j] * (source[row + 3 * columns.source(x, j)] & 0xFF);
                        }
                        sum += across[i] * (inRow >> WEIGHT_BITS);
                    }
                    target[at++] = (byte) Math.max(0, Math.min(255, sum >> WEIGHT_BITS));
                }
            }
        }
        return new RgbImage(width, height, target);
    }

    /** Where the pixels of one direction come from. */
    private static final class Axis {
        private final int length;
        private final int[] first;
        private final int[] position;

        Axis(int length, int target) {
            this.length = length;
            this.first = new int[target];
            this.position = new int[target];
            double scale = (double) target / length;
            for (int i = 0; i < target; i++) {
                double source = i / scale - 0.5;
                first[i] = (int) Math.floor(source) - 1;
                position[i] = ((int) ((source - Math.floor(source)) * POSITIONS * 2) + 1) / 2;
            }
        }

        int source(int target, int index) {
            return Math.max(0, Math.min(length - 1, first[target] + index));
        }

        int[] weights(int target) {
            return WEIGHTS[position[target]];
        }
    }

    /** Of the two pixels before and the two after each position. */
    private static int[][] weights() {
        int[][] weights = new int[POSITIONS + 1][];
        for (int i = 0; i <= POSITIONS; i++) {
            double t = (double) i / POSITIONS;
            double before = -0.5 * t * (1 - t) * (1 - t);
            double after = -0.5 * t * t * (1 - t);
            double left = (1 - t) - before + (after - before);
            double right = t - after - (after - before);
            weights[i] = new int[] {fixed(before), fixed(left), fixed(right), fixed(after)};
        }
        return weights;
    }

    private static int fixed(double weight) {
        return (int) (weight * (1 << WEIGHT_BITS));
    }
}
