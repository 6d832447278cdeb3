package dev.tagging.provider.pixels;

import java.util.Arrays;

/** The visible pixels of a picture in OKLab, in reading order; {@code index} says which pixel each of them is. */
final class LabPixels {

    private final int count;
    private final int[] index;
    private final double[] lightness;
    private final double[] a;
    private final double[] b;

    private LabPixels(Picture picture) {
        index = new int[picture.size()];
        lightness = new double[picture.size()];
        a = new double[picture.size()];
        b = new double[picture.size()];
        double[] lab = new double[3];
        int visible = 0;
        for (int i = 0; i < picture.size(); i++) {
            if (picture.isOpaque(i)) {
                OkLab.convert(
                        OkLab.linear(picture.red(i)),
                        OkLab.linear(picture.green(i)),
                        OkLab.linear(picture.blue(i)),
                        lab);
                index[visible] = i;
                lightness[visible] = lab[0];
                a[visible] = lab[1];
                b[visible++] = lab[2];
            }
        }
        count = visible;
    }

    static LabPixels of(Picture picture) {
        return new LabPixels(picture);
    }

    int count() {
        return count;
    }

    int index(int i) {
        return index[i];
    }

    double lightness(int i) {
        return lightness[i];
    }

    /** Distance from the axis of greys. */
    double chroma(int i) {
        return Math.hypot(a[i], b[i]);
    }

    /** Distance of every pixel from the mean chroma of all, ascending. */
    double[] strayChroma() {
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < count; i++) {
            meanA += a[i] / count;
            meanB += b[i] / count;
        }
        double[] stray = new double[count];
        for (int i = 0; i < count; i++) {
            stray[i] = Math.hypot(a[i] - meanA, b[i] - meanB);
        }
        Arrays.sort(stray);
        return stray;
    }
}
