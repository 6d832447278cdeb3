package dev.tagging.provider.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.provider.djl.InputSpec.Channels;
import dev.tagging.provider.djl.InputSpec.Exact;
import dev.tagging.provider.djl.InputSpec.Fit;
import dev.tagging.provider.djl.InputSpec.Resize;
import dev.tagging.provider.djl.InputSpec.ShorterEdge;
import dev.tagging.provider.djl.InputSpec.Size;
import dev.tagging.provider.djl.runtime.Resampler;
import dev.tagging.provider.djl.runtime.Resampler.Filter;
import dev.tagging.provider.djl.runtime.RgbImage;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreprocessingTest {

    /** Wider than high; red is the column, green the row. */
    private static final RgbImage PICTURE = gradient(40, 20);

    @Test
    void stretches_to_the_size() {
        RgbImage fitted = preprocessing(Fit.STRETCH, null, 8, 8).fit(PICTURE);

        assertThat(fitted.pixels())
                .isEqualTo(Resampler.resize(PICTURE, 8, 8, Filter.BILINEAR).pixels());
    }

    @Test
    void cuts_the_middle_out_of_a_picture_whose_shorter_edge_is_as_told() {
        RgbImage fitted = preprocessing(Fit.CROP, new ShorterEdge(10), 8, 8).fit(PICTURE);

        assertThat(fitted.pixels())
                .isEqualTo(Resampler.resize(PICTURE, 20, 10, Filter.BILINEAR)
                        .crop(6, 1, 8, 8)
                        .pixels());
    }

    @Test
    void cuts_the_middle_out_of_a_picture_of_the_size_told() {
        RgbImage fitted =
                preprocessing(Fit.CROP, new Exact(new Size(12, 10)), 8, 8).fit(PICTURE);

        assertThat(fitted.pixels())
                .isEqualTo(Resampler.resize(PICTURE, 12, 10, Filter.BILINEAR)
                        .crop(2, 1, 8, 8)
                        .pixels());
    }

    @Test
    void loses_as_little_as_it_can_when_nothing_is_told() {
        RgbImage fitted = preprocessing(Fit.CROP, null, 10, 20).fit(PICTURE);

        assertThat(fitted.pixels()).isEqualTo(PICTURE.crop(15, 0, 10, 20).pixels());
    }

    @Test
    void enlarges_what_is_too_small_for_the_cut() {
        RgbImage fitted = preprocessing(Fit.CROP, new ShorterEdge(4), 8, 8).fit(gradient(3, 2));

        assertThat(fitted.width()).isEqualTo(8);
        assertThat(fitted.height()).isEqualTo(8);
    }

    @Test
    void puts_a_whole_picture_between_two_bars() {
        RgbImage fitted = preprocessing(Fit.LETTERBOX, null, 10, 10).fit(PICTURE);

        assertThat(red(fitted, 5, 1)).isEqualTo(114);
        assertThat(red(fitted, 5, 8)).isEqualTo(114);
        assertThat(fitted.crop(0, 2, 10, 5).pixels())
                .isEqualTo(Resampler.resize(PICTURE, 10, 5, Filter.BILINEAR).pixels());
    }

    @Test
    void puts_a_whole_picture_into_the_corner() {
        RgbImage fitted = preprocessing(Fit.LETTERBOX_TOP_LEFT, null, 10, 10).fit(PICTURE);

        assertThat(fitted.crop(0, 0, 10, 5).pixels())
                .isEqualTo(Resampler.resize(PICTURE, 10, 5, Filter.BILINEAR).pixels());
        assertThat(red(fitted, 0, 5)).isEqualTo(114);
        assertThat(red(fitted, 9, 9)).isEqualTo(114);
    }

    @Test
    void writes_channel_after_channel_or_pixel_after_pixel() {
        RgbImage two = new RgbImage(2, 1, new byte[] {1, 2, 3, 4, 5, 6});

        assertThat(numbers(two, false, false)).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(numbers(two, true, false)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(numbers(two, false, true)).containsExactly(3, 6, 2, 5, 1, 4);
    }

    @Test
    void wants_pictures_as_large_as_it_needs_them() {
        assertThat(preprocessing(Fit.CROP, new ShorterEdge(256), 224, 224).wantedShorterEdge(1.5))
                .isEqualTo(256);
        assertThat(preprocessing(Fit.CROP, new Exact(new Size(256, 300)), 224, 224)
                        .wantedShorterEdge(1.5))
                .isEqualTo(300);
        assertThat(preprocessing(Fit.STRETCH, null, 320, 224).wantedShorterEdge(1.5))
                .isEqualTo(320);
        assertThat(preprocessing(Fit.LETTERBOX, null, 640, 640).wantedShorterEdge(2))
                .isEqualTo(320);
    }

    private static float[] numbers(RgbImage image, boolean channelsLast, boolean bgr) {
        InputSpec spec = new InputSpec(
                null,
                null,
                Fit.STRETCH,
                null,
                Filter.BILINEAR,
                bgr,
                1,
                new Channels(0, 0, 0),
                new Channels(1, 1, 1),
                0);
        FloatBuffer out = FloatBuffer.allocate(6);
        new Preprocessing(spec, new Size(2, 1), channelsLast).write(image, out);
        return out.array();
    }

    private static Preprocessing preprocessing(Fit fit, @Nullable Resize resize, int width, int height) {
        InputSpec spec = new InputSpec(
                null, null, fit, resize, Filter.BILINEAR, false, 1, new Channels(0, 0, 0), new Channels(1, 1, 1), 114);
        return new Preprocessing(spec, new Size(width, height), false);
    }

    private static int red(RgbImage image, int x, int y) {
        return image.pixels()[3 * (y * image.width() + x)] & 0xff;
    }

    private static RgbImage gradient(int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            pixels[3 * i] = (byte) (i % width);
            pixels[3 * i + 1] = (byte) (i / width);
        }
        return new RgbImage(width, height, pixels);
    }
}
