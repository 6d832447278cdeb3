package dev.tagging.provider.pixels;

import java.util.EnumMap;
import java.util.Map;

/**
 * What speaks for one colour on a picture.
 *
 * @param name the basic colour, or the shade of it that nearly all of it has
 * @param area share of the picture, 0 to 1
 * @param centerArea the same with pixels in the middle counting more; equal to {@code area} when evenly spread
 * @param chromaShare share of all the picture's chroma that this colour holds: a parrot has more than the wall behind it
 * @param vividness mean chroma of this colour in OKLab, about 0.3 at most
 */
record ColorEvidence(ColorName name, double area, double centerArea, double chromaShare, double vividness) {

    /** A shade is named only when it is nearly all there is of its basic colour. */
    private static final double SHADE_SHARE = 0.8;

    /** Width of the bell that weighs the middle, as a share of the picture's sides. */
    private static final double CENTER_WIDTH = 0.35;

    /** Keeps pictures with hardly any chroma from having vivid colours. */
    private static final double CHROMA_FLOOR = 0.01;

    private static final ColorName[] NAMES = ColorName.values();

    /** The evidence for every basic colour; empty when nothing of the picture can be seen. */
    static Map<ColorName, ColorEvidence> of(Picture picture) {
        return new Sums(picture).evidence();
    }

    private static final class Sums {
        private final double[] area = new double[NAMES.length];
        private final double[] center = new double[NAMES.length];
        private final double[] chroma = new double[NAMES.length];
        private double pixels;
        private double centerPixels;
        private double allChroma;

        Sums(Picture picture) {
            ColorNaming naming = ColorNaming.instance();
            Illuminant light = Illuminant.of(picture);
            double[] weightsX = bell(picture.width());
            double[] weightsY = bell(picture.height());
            double[] lab = new double[3];
            for (int y = 0, i = 0; y < picture.height(); y++) {
                for (int x = 0; x < picture.width(); x++, i++) {
                    if (!picture.isOpaque(i)) {
                        continue;
                    }
                    double red = clip(OkLab.linear(picture.red(i)) * light.red());
                    double green = clip(OkLab.linear(picture.green(i)) * light.green());
                    double blue = clip(OkLab.linear(picture.blue(i)) * light.blue());
                    OkLab.convert(red, green, blue, lab);
                    double pixelChroma = Math.hypot(lab[1], lab[2]);
                    double weight = weightsX[x] * weightsY[y];
                    int cell = ColorNaming.cell(OkLab.sample(red), OkLab.sample(green), OkLab.sample(blue));
                    for (int name = 0; name < NAMES.length; name++) {
                        float membership = naming.membership(cell, name);
                        if (membership > 0) {
                            area[name] += membership;
                            center[name] += membership * weight;
                            chroma[name] += membership * pixelChroma;
                        }
                    }
                    pixels++;
                    centerPixels += weight;
                    allChroma += pixelChroma;
                }
            }
        }

        Map<ColorName, ColorEvidence> evidence() {
            Map<ColorName, ColorEvidence> evidence = new EnumMap<>(ColorName.class);
            if (pixels > 0) {
                for (ColorName basic : ColorName.BASIC) {
                    evidence.put(basic, evidence(basic));
                }
            }
            return evidence;
        }

        private ColorEvidence evidence(ColorName basic) {
            double basicArea = 0;
            double basicCenter = 0;
            double basicChroma = 0;
            int largest = -1;
            for (int name = 0; name < NAMES.length; name++) {
                if (NAMES[name].basic() == basic) {
                    basicArea += area[name];
                    basicCenter += center[name];
                    basicChroma += chroma[name];
                    largest = largest < 0 || area[name] > area[largest] ? name : largest;
                }
            }
            boolean isShade = area[largest] >= SHADE_SHARE * basicArea;
            return new ColorEvidence(
                    isShade ? NAMES[largest] : basic,
                    basicArea / pixels,
                    basicCenter / centerPixels,
                    basicChroma / (allChroma + CHROMA_FLOOR * pixels),
                    basicChroma / (basicArea + 0.002 * pixels));
        }

        private static double clip(double value) {
            return Math.min(1, value);
        }

        private static double[] bell(int size) {
            double[] weights = new double[size];
            for (int i = 0; i < size; i++) {
                double fromCenter = size == 1 ? 0 : (i / (size - 1.0) - 0.5) / CENTER_WIDTH;
                weights[i] = Math.exp(-fromCenter * fromCenter / 2);
            }
            return weights;
        }
    }
}
