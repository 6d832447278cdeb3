package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.djl.runtime.Resampler.Filter;
import java.util.List;
import java.util.OptionalInt;

/** How 0 to 255 become the floats a network was trained on: {@code (value * factor - mean) / deviation} for each channel. */
final class PixelScale {

    private static final double DEFAULT_FACTOR = 1 / 255.0;
    private static final double DEFAULT_MEAN_AND_DEVIATION = 0.5;

    private final float[][] values = new float[3][256];

    private PixelScale(double factor, double[] mean, double[] deviation) {
        for (int channel = 0; channel < 3; channel++) {
            for (int value = 0; value < 256; value++) {
                // Rounded to 32 bits twice, as by those who did it on arrays of floats.
                float rescaled = (float) (factor * value);
                values[channel][value] = (float) ((rescaled - mean[channel]) / deviation[channel]);
            }
        }
    }

    /** Reads {@code preprocessor_config.json}. */
    static PixelScale of(JsonFile config) {
        boolean rescales = config.flag("do_rescale", true);
        boolean normalizes = config.flag("do_normalize", true);
        return new PixelScale(
                rescales ? config.number("rescale_factor").orElse(DEFAULT_FACTOR) : 1,
                normalizes ? channels(config, "image_mean") : new double[3],
                normalizes ? channels(config, "image_std") : new double[] {1, 1, 1});
    }

    /**
     * The filter that {@code resample} names by Pillow's number.
     *
     * @throws dev.tagging.spi.AiProviderException.Misconfigured when there is no such filter here
     */
    static Filter filter(JsonFile config, Filter fallback) {
        OptionalInt number = config.integer("resample");
        if (number.isEmpty()) {
            return fallback;
        }
        return switch (number.getAsInt()) {
            case 1 -> Filter.LANCZOS;
            case 2 -> Filter.BILINEAR;
            case 3 -> Filter.BICUBIC;
            case 4 -> Filter.BOX;
            default -> throw config.wrong("resample", "is " + number.getAsInt() + ", expected 1 to 4");
        };
    }

    float valueOf(int channel, byte value) {
        return values[channel][value & 0xFF];
    }

    private static double[] channels(JsonFile config, String key) {
        List<Double> numbers = config.numbers(key);
        if (numbers.isEmpty()) {
            return new double[] {DEFAULT_MEAN_AND_DEVIATION, DEFAULT_MEAN_AND_DEVIATION, DEFAULT_MEAN_AND_DEVIATION};
        }
        if (numbers.size() != 3) {
            throw config.wrong(key, "has " + numbers.size() + " values, expected 3");
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
