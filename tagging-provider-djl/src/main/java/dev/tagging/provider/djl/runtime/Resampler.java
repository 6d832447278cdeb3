package dev.tagging.provider.djl.runtime;

import java.util.Arrays;

/**
 * Resizes images to the bit as Pillow does ({@code Image.resize} of 8-bit RGB), since that is what most models were trained
 * behind. Written after Pillow's description of its algorithm ({@code src/libImaging/Resample.c}): every output pixel is a
 * weighted mean of the input pixels under a filter, whose width grows with the reduction, so that nothing aliases; rows
 * first, then columns, each pass rounded to eight bits; weights are fixed-point numbers of {@value #PRECISION} fractional bits.
 */
public final class Resampler {

    /** 32 bits of a sum, less 8 for a sample, less 2 because weights of some filters are negative and add up to more than 1. */
    private static final int PRECISION = 32 - 8 - 2;

    private static final int HALF = 1 << (PRECISION - 1);

    /** How near pixels count. */
    public enum Filter {
        /** All pixels under the output pixel alike. */
        BOX(0.5) {
            @Override
            double weight(double x) {
                return x > -0.5 && x <= 0.5 ? 1 : 0;
            }
        },
        /** A triangle two pixels wide. */
        BILINEAR(1) {
            @Override
            double weight(double x) {
                double distance = Math.abs(x);
                return distance < 1 ? 1 - distance : 0;
            }
        },
        /** Cubic convolution with a = -0.5 (R. Keys, IEEE Trans. ASSP 29(6), 1981). */
        BICUBIC(2) {
            @Override
            double weight(double x) {
                double distance = Math.abs(x);
                if (distance < 1) {
                    return ((KEYS_A + 2) * distance - (KEYS_A + 3)) * distance * distance + 1;
                }
                return distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * KEYS_A : 0;
            }
        },
        /** A sinc three lobes wide under a sinc window (C. Duchon, J. Appl. Meteor. 18(8), 1979). */
        LANCZOS(3) {
            @Override
            double weight(double x) {
                return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
            }
        };

        private static final double KEYS_A = -0.5;

        /** Half the width, in pixels of the smaller image. */
        private final double support;

        Filter(double support) {
            this.support = support;
        }

        abstract double weight(double x);

        private static double sinc(double x) {
            double angle = x * Math.PI;
            return x == 0 ? 1 : Math.sin(angle) / angle;
        }
    }

    private Resampler() {}

    /** The image in another size, its aspect ratio left to the caller. Of the same size it is the same instance. */
    public static RgbImage resize(RgbImage image, int width, int height, Filter filter) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("cannot resize to " + width + " x " + height);
        }
        RgbImage narrowed = width == image.width() ? image : resizeRows(image, width, filter);
        return height == image.height() ? narrowed : resizeColumns(narrowed, height, filter);
    }

    private static RgbImage resizeRows(RgbImage image, int width, Filter filter) {
        Weights weights = Weights.of(image.width(), width, filter);
        byte[] in = image.pixels();
        byte[] out = new byte[Math.multiplyExact(3 * width, image.height())];
        int at = 0;
        for (int row = 0; row < image.height(); row++) {
            int rowStart = 3 * row * image.width();
            for (int x = 0; x < width; x++) {
                int[] kernel = weights.kernels[x];
                int from = rowStart + 3 * weights.first[x];
                int red = HALF;
                int green = HALF;
                int blue = HALF;
                for (int weight : kernel) {
                    red += weight * (in[from] & 0xff);
                    green += weight * (in[from + 1] & 0xff);
                    blue += weight * (in[from + 2] & 0xff);
                    from += 3;
                }
                out[at++] = sample(red);
                out[at++] = sample(green);
                out[at++] = sample(blue);
            }
        }
        return new RgbImage(width, image.height(), out);
    }

    /** Row by row too, adding whole rows up, which is kinder to the cache than walking down each column. */
    private static RgbImage resizeColumns(RgbImage image, int height, Filter filter) {
        Weights weights = Weights.of(image.height(), height, filter);
        int stride = 3 * image.width();
        byte[] in = image.pixels();
        byte[] out = new byte[Math.multiplyExact(stride, height)];
        int[] sums = new int[stride];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, HALF);
            int from = stride * weights.first[y];
            for (int weight : weights.kernels[y]) {
                for (int i = 0; i < stride; i++) {
                    sums[i] += weight * (in[from + i] & 0xff);
                }
                from += stride;
            }
            for (int i = 0; i < stride; i++) {
                out[stride * y + i] = sample(sums[i]);
            }
        }
        return new RgbImage(image.width(), height, out);
    }

    private static byte sample(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> PRECISION));
    }

    /** Of each output pixel along one axis: the first input pixel that counts, and the weights from there on. */
    private static final class Weights {

        final int[] first;
        final int[][] kernels;

        private Weights(int[] first, int[][] kernels) {
            this.first = first;
            this.kernels = kernels;
        }

        static Weights of(int in, int out, Filter filter) {
            double scale = (double) in / out;
            double stretch = Math.max(scale, 1);
            double support = filter.support * stretch;
            int[] first = new int[out];
            int[][] kernels = new int[out][];
            for (int i = 0; i < out; i++) {
                double center = (i + 0.5) * scale;
                int from = Math.max(0, (int) (center - support + 0.5));
                int to = Math.min(in, (int) (center + support + 0.5));
                double[] weights = new double[to - from];
                double sum = 0;
                for (int j = 0; j < weights.length; j++) {
                    // Multiplied by the reciprocal, not divided: the last bit of the product decides some roundings.
                    weights[j] = filter.weight((j + from - center + 0.5) * (1 / stretch));
                    sum += weights[j];
                }
                first[i] = from;
                kernels[i] = fixedPoint(weights, sum);
            }
            return new Weights(first, kernels);
        }

        private static int[] fixedPoint(double[] weights, double sum) {
            int[] fixed = new int[weights.length];
            for (int i = 0; i < fixed.length; i++) {
                double share = (sum == 0 ? weights[i] : weights[i] / sum) * (1 << PRECISION);
                fixed[i] = (int) (share < 0 ? share - 0.5 : share + 0.5);
            }
            return fixed;
        }
    }
}
