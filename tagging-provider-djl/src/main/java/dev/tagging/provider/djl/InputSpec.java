package dev.tagging.provider.djl;

import dev.tagging.provider.djl.runtime.Resampler.Filter;
import org.jspecify.annotations.Nullable;

/**
 * How a picture becomes a model's input.
 *
 * @param name of the input; null for the only one
 * @param size null to take it from the model
 * @param resize what {@link Fit#CROP} resizes to before it cuts; null for the size itself
 * @param bgr whether blue comes first
 * @param scale samples, 0 to 255, are multiplied by it before {@code mean} and {@code std}
 * @param mean subtracted, of each channel in the model's order
 * @param std divided by, of each channel in the model's order
 * @param pad sample, 0 to 255, around a letterboxed picture
 */
record InputSpec(
        @Nullable String name,
        @Nullable Size size,
        Fit fit,
        @Nullable Resize resize,
        Filter filter,
        boolean bgr,
        float scale,
        Channels mean,
        Channels std,
        int pad) {

    /** Width and height in pixels. */
    record Size(int width, int height) {
        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    /** Three numbers, in the model's order of channels. */
    record Channels(float first, float second, float third) {
        float get(int channel) {
            return switch (channel) {
                case 0 -> first;
                case 1 -> second;
                default -> third;
            };
        }
    }

    /** How a picture fits into the input. */
    enum Fit {
        /** Stretched to the size, whatever its shape. */
        STRETCH,
        /** Resized, then the middle of it. */
        CROP,
        /** Whole, with bars on two sides. */
        LETTERBOX,
        /** Whole, in the upper left, with a bar on the right or below. */
        LETTERBOX_TOP_LEFT
    }

    /** What a picture is resized to before its middle is cut out. */
    sealed interface Resize {}

    /** The shorter edge to so many pixels, the longer as the shape wants. */
    record ShorterEdge(int pixels) implements Resize {}

    /** Both edges, whatever the shape. */
    record Exact(Size size) implements Resize {}
}
