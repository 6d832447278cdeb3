package dev.tagging.provider.pixels;

/**
 * The colour of the light, as gains that take most of it away: people name a white wall at sunset white. Estimated as the
 * Minkowski mean of the pixels with p = 6 (Finlayson &amp; Trezzi, Shades of gray and colour constancy, 2004) and taken away
 * in part only, because people do not adapt completely either and a forest is green by itself.
 */
record Illuminant(double red, double green, double blue) {

    private static final double STRENGTH = 0.7;
    private static final double MAX_GAIN = 1.35;

    /** Gains for the light of the visible pixels, such that luminance stays. */
    static Illuminant of(Picture picture) {
        double red = 0;
        double green = 0;
        double blue = 0;
        for (int i = 0; i < picture.size(); i++) {
            if (picture.isOpaque(i)) {
                red += sixth(OkLab.linear(picture.red(i)));
                green += sixth(OkLab.linear(picture.green(i)));
                blue += sixth(OkLab.linear(picture.blue(i)));
            }
        }
        double redLight = Math.pow(red / picture.size(), 1.0 / 6);
        double greenLight = Math.pow(green / picture.size(), 1.0 / 6);
        double blueLight = Math.pow(blue / picture.size(), 1.0 / 6);
        double luminance = luminance(redLight, greenLight, blueLight);
        if (luminance <= 0) {
            return new Illuminant(1, 1, 1);
        }
        double redGain = gain(redLight / luminance);
        double greenGain = gain(greenLight / luminance);
        double blueGain = gain(blueLight / luminance);
        double gain = luminance(redGain, greenGain, blueGain);
        return new Illuminant(redGain / gain, greenGain / gain, blueGain / gain);
    }

    private static double gain(double share) {
        return Math.max(1 / MAX_GAIN, Math.min(MAX_GAIN, Math.pow(share, -STRENGTH)));
    }

    private static double luminance(double red, double green, double blue) {
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    private static double sixth(double value) {
        double square = value * value;
        return square * square * square;
    }
}
