package dev.tagging.provider.pixels;

/**
 * From sRGB to OKLab, a space in which equal distances look about equally large.
 *
 * @see <a href="https://bottosson.github.io/posts/oklab/">Ottosson, A perceptual color space for image processing, 2020;
 *     matrices of 2021-01-25</a>
 */
final class OkLab {

    private static final double[] LINEAR = new double[256];

    static {
        for (int i = 0; i < 256; i++) {
            double value = i / 255.0;
            LINEAR[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }
    }

    private OkLab() {}

    /** Linear light (0 to 1) of an sRGB sample (0 to 255), IEC 61966-2-1. */
    static double linear(int sample) {
        return LINEAR[sample];
    }

    /** sRGB sample (0 to 255) of linear light; light outside of 0 to 1 is clipped. */
    static int sample(double linear) {
        double clipped = Math.max(0, Math.min(1, linear));
        double value = clipped <= 0.0031308 ? clipped * 12.92 : 1.055 * Math.pow(clipped, 1 / 2.4) - 0.055;
        return (int) Math.round(value * 255);
    }

    /** Writes lightness (0 to 1), green to red, and blue to yellow of a colour in linear light. */
    static void convert(double red, double green, double blue, double[] lab) {
        double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
        lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
    }
}
