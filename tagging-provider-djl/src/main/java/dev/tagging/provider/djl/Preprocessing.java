package dev.tagging.provider.djl;

import dev.tagging.provider.djl.InputSpec.Exact;
import dev.tagging.provider.djl.InputSpec.Fit;
import dev.tagging.provider.djl.InputSpec.ShorterEdge;
import dev.tagging.provider.djl.InputSpec.Size;
import dev.tagging.provider.djl.runtime.Resampler;
import dev.tagging.provider.djl.runtime.RgbImage;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Makes a model's numbers of a picture. */
final class Preprocessing {

    private static final int SAMPLES = 256;

    private final InputSpec spec;
    private final Size size;
    private final boolean channelsLast;

    /** What becomes of each of the 256 samples, of each channel in the model's order. */
    private final float[][] values = new float[3][SAMPLES];

    /**
     * @param size of the input, from the descriptor or the model
     * @param channelsLast whether the model takes pixel after pixel instead of channel after channel
     */
    Preprocessing(InputSpec spec, Size size, boolean channelsLast) {
        this.spec = spec;
        this.size = size;
        this.channelsLast = channelsLast;
        for (int channel = 0; channel < 3; channel++) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                values[channel][sample] = (sample * spec.scale() - spec.mean().get(channel))
                        / spec.std().get(channel);
            }
        }
    }

    Size size() {
        return size;
    }

    /**
     * The shorter edge a picture should have so that nothing is lost by decoding it smaller than it is.
     *
     * @param aspectRatio of the picture, longer by shorter edge
     */
    int wantedShorterEdge(double aspectRatio) {
        int longer = Math.max(size.width(), size.height());
        if (spec.fit() == Fit.LETTERBOX || spec.fit() == Fit.LETTERBOX_TOP_LEFT) {
            return (int) Math.ceil(longer / aspectRatio);
        }
        if (spec.resize() instanceof ShorterEdge edge) {
            return edge.pixels();
        }
        return spec.resize() instanceof Exact exact
                ? Math.max(exact.size().width(), exact.size().height())
                : longer;
    }

    /** Writes {@code 3 * width * height} numbers from the buffer's beginning. */
    void write(RgbImage picture, FloatBuffer out) {
        RgbImage fitted = fit(picture);
        byte[] pixels = fitted.pixels();
        int count = size.width() * size.height();
        float[] row = new float[3 * count];
        for (int channel = 0; channel < 3; channel++) {
            float[] value = values[channel];
            int from = spec.bgr() ? 2 - channel : channel;
            int to = channelsLast ? channel : channel * count;
            int step = channelsLast ? 3 : 1;
            for (int i = 0; i < count; i++, from += 3, to += step) {
                row[to] = value[pixels[from] & 0xff];
            }
        }
        out.clear();
        out.put(row);
        out.flip();
    }

    RgbImage fit(RgbImage picture) {
        return switch (spec.fit()) {
            case STRETCH -> resize(picture, size.width(), size.height());
            case CROP -> crop(picture);
            case LETTERBOX -> letterbox(picture, true);
            case LETTERBOX_TOP_LEFT -> letterbox(picture, false);
        };
    }

    private RgbImage crop(RgbImage picture) {
        RgbImage resized;
        if (spec.resize() instanceof Exact exact) {
            resized = resize(picture, exact.size().width(), exact.size().height());
        } else {
            // Without a size to resize to: as small as still covers the input.
            double scale = spec.resize() instanceof ShorterEdge edge
                    ? (double) edge.pixels() / Math.min(picture.width(), picture.height())
                    : Math.max((double) size.width() / picture.width(), (double) size.height() / picture.height());
            resized = resize(
                    picture,
                    Math.max(size.width(), (int) Math.round(picture.width() * scale)),
                    Math.max(size.height(), (int) Math.round(picture.height() * scale)));
        }
        return resized.crop(
                (resized.width() - size.width()) / 2,
                (resized.height() - size.height()) / 2,
                size.width(),
                size.height());
    }

    private RgbImage letterbox(RgbImage picture, boolean centred) {
        double scale = Math.min((double) size.width() / picture.width(), (double) size.height() / picture.height());
        int width = Math.max(1, Math.min(size.width(), (int) (picture.width() * scale)));
        int height = Math.max(1, Math.min(size.height(), (int) (picture.height() * scale)));
        RgbImage small = resize(picture, width, height);
        int left = centred ? (size.width() - width) / 2 : 0;
        int top = centred ? (size.height() - height) / 2 : 0;
        byte[] pixels = new byte[3 * size.width() * size.height()];
        Arrays.fill(pixels, (byte) spec.pad());
        for (int row = 0; row < height; row++) {
            System.arraycopy(
                    small.pixels(), 3 * row * width, pixels, 3 * ((top + row) * size.width() + left), 3 * width);
        }
        return new RgbImage(size.width(), size.height(), pixels);
    }

    private RgbImage resize(RgbImage picture, int width, int height) {
        return Resampler.resize(picture, width, height, spec.filter());
    }
}
