package dev.tagging.provider.pixels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How strongly a colour belongs to each name: fuzzy, so that what lies between green and blue is some of both (Benavente,
 * Vanrell &amp; Baldrich, Parametric fuzzy sets for automatic color naming, JOSA A 25(10), 2008, argue for fuzzy names).
 *
 * <p>The names come from people: {@code color-survey.tsv} holds some 700 colours with the term that was used for each. A
 * colour belongs to a name by the nearness of the colours of that name, with a Gaussian kernel in OKLab. Black, grey and
 * white are the axis of lightness: the survey showed patches on a white page, where nothing else looks white.
 */
final class ColorNaming {

    /** Width of the kernel; a just noticeable difference is about 0.02 in OKLab. */
    private static final double KERNEL = 0.018;

    /** Lightness counts half: shadow and light change it most on one and the same object. */
    private static final double LIGHTNESS_WEIGHT = 0.5;

    private static final double LIGHTEST_BLACK = 0.30;
    private static final double LIGHTEST_GREY = 0.84;
    private static final double AXIS_STEP = 0.04;

    /** Colours further away than the nearest by this much add nothing: four kernels. */
    private static final double NEGLIGIBLE = 16 * KERNEL * KERNEL;

    private static final int LEVELS = 32;
    private static final List<ColorName> NAMES = List.of(ColorName.values());

    private final float[] memberships = new float[LEVELS * LEVELS * LEVELS * NAMES.size()];

    private ColorNaming(List<Prototype> prototypes) {
        double[] lab = new double[3];
        for (int cell = 0; cell < LEVELS * LEVELS * LEVELS; cell++) {
            OkLab.convert(center(cell / LEVELS / LEVELS), center(cell / LEVELS), center(cell), lab);
            fill(cell * NAMES.size(), lab, prototypes);
        }
    }

    /** The one instance; takes some tens of milliseconds to compute the first time. */
    static ColorNaming instance() {
        return Holder.INSTANCE;
    }

    /** The number of the cell of a colour, for {@link #membership}. Samples are 0 to 255. */
    static int cell(int red, int green, int blue) {
        return ((red >> 3) * LEVELS + (green >> 3)) * LEVELS + (blue >> 3);
    }

    /**
     * How strongly the colours of a cell belong to a name, 0 to 1; all names of a cell add up to 1.
     *
     * @param name its place among {@link ColorName#values()}
     */
    float membership(int cell, int name) {
        return memberships[cell * NAMES.size() + name];
    }

    private static double center(int level) {
        return OkLab.linear(level % LEVELS * 8 + 4);
    }

    private void fill(int at, double[] lab, List<Prototype> prototypes) {
        double[] distances = new double[prototypes.size()];
        double nearest = Double.MAX_VALUE;
        for (int i = 0; i < distances.length; i++) {
            distances[i] = prototypes.get(i).squaredDistance(lab);
            nearest = Math.min(nearest, distances[i]);
        }
        double sum = 0;
        double[] weights = new double[NAMES.size()];
        for (int i = 0; i < distances.length; i++) {
            double further = distances[i] - nearest;
            if (further < NEGLIGIBLE * 2) {
                double weight = Math.exp(-further / (2 * KERNEL * KERNEL));
                weights[prototypes.get(i).index()] += weight;
                sum += weight;
            }
        }
        for (int i = 0; i < weights.length; i++) {
            memberships[at + i] = (float) (weights[i] / sum);
        }
    }

    private record Prototype(ColorName name, int index, double lightness, double a, double b) {

        static Prototype of(ColorName name, double lightness, double a, double b) {
            return new Prototype(name, NAMES.indexOf(name), lightness, a, b);
        }

        double squaredDistance(double[] lab) {
            double dl = (lab[0] - lightness) * LIGHTNESS_WEIGHT;
            double da = lab[1] - a;
            double db = lab[2] - b;
            return dl * dl + da * da + db * db;
        }
    }

    private static final class Holder {
        private static final ColorNaming INSTANCE = new ColorNaming(prototypes());

        private static List<Prototype> prototypes() {
            List<Prototype> prototypes = new ArrayList<>();
            try (InputStream in = ColorNaming.class.getResourceAsStream("color-survey.tsv")) {
                if (in == null) {
                    throw new IllegalStateException("color-survey.tsv is missing from the jar");
                }
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(Holder::parse)
                        .filter(Holder::isKept)
                        .forEach(prototypes::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (int i = 0; i * AXIS_STEP <= 1; i++) {
                prototypes.add(Prototype.of(onAxis(i * AXIS_STEP), i * AXIS_STEP, 0, 0));
            }
            return prototypes;
        }

        private static Prototype parse(String line) {
            int rgb = Integer.parseInt(line.substring(0, 6), 16);
            double[] lab = new double[3];
            OkLab.convert(OkLab.linear(rgb >> 16), OkLab.linear(rgb >> 8 & 0xFF), OkLab.linear(rgb & 0xFF), lab);
            ColorName name = ColorName.valueOf(line.substring(7).toUpperCase(Locale.ROOT));
            return Prototype.of(name, lab[0], lab[1], lab[2]);
        }

        private static boolean isKept(Prototype prototype) {
            return prototype.name() != ColorName.GREY
                    || (prototype.lightness() >= LIGHTEST_BLACK && prototype.lightness() <= LIGHTEST_GREY);
        }

        private static ColorName onAxis(double lightness) {
            return lightness < LIGHTEST_BLACK
                    ? ColorName.BLACK
                    : lightness <= LIGHTEST_GREY ? ColorName.GREY : ColorName.WHITE;
        }
    }
}
