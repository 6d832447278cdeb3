package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.djl.runtime.RgbImage;
import java.nio.FloatBuffer;

/**
 * The tile of an image that was enlarged first, sampled as ONNX's operator Resize does it (version 10 and later, mode linear,
 * half_pixel): between the two nearest pixels of each direction, on floats.
 */
final class EnlargedTile implements Tile {

    private final RgbImage enlarged;
    private final Samples columns;
    private final Samples rows;

    EnlargedTile(RgbImage enlarged, int width, int height) {
        this.enlarged = enlarged;
        this.columns = new Samples(enlarged.width(), width);
        this.rows = new Samples(enlarged.height(), height);
    }

    @Override
    public void write(PixelScale scale, FloatBuffer target) {
        byte[] pixels = enlarged.pixels();
        int stride = 3 * enlarged.width();
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < rows.count(); y++) {
                int above = rows.before[y] * stride + channel;
                int below = rows.after[y] * stride + channel;
                float down = rows.weight[y];
                for (int x = 0; x < columns.count(); x++) {
                    int left = 3 * columns.before[x];
                    int right = 3 * columns.after[x];
                    float along = columns.weight[x];
                    target.put((1 - along) * (1 - down) * scale.valueOf(channel, pixels[above + left])
                            + along * (1 - down) * scale.valueOf(channel, pixels[above + right])
                            + (1 - along) * down * scale.valueOf(channel, pixels[below + left])
                            + along * down * scale.valueOf(channel, pixels[below + right]));
                }
            }
        }
    }

    /** For each position of one direction: the pixels around it, and how much of the second. */
    private static final class Samples {
        private final int[] before;
        private final int[] after;
        private final float[] weight;

        Samples(int length, int target) {
            before = new int[target];
            after = new int[target];
            weight = new float[target];
            float scale = (float) target / length;
            for (int i = 0; i < target; i++) {
                float at = Math.max(0, Math.min(length - 1, (i + 0.5f) / scale - 0.5f));
                before[i] = (int) at;
                after[i] = Math.min(before[i] + 1, length - 1);
                weight[i] = at - before[i];
            }
        }

        int count() {
            return before.length;
        }
    }
}
