package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.djl.runtime.RgbImage;
import java.nio.FloatBuffer;

/** Pixels of the size that a vision encoder wants. */
interface Tile {

    /** Writes the pixels as three planes from the buffer's position on. */
    void write(PixelScale scale, FloatBuffer target);

    static Tile of(RgbImage image) {
        return (scale, target) -> {
            byte[] pixels = image.pixels();
            for (int channel = 0; channel < 3; channel++) {
                for (int i = channel; i < pixels.length; i += 3) {
                    target.put(scale.valueOf(channel, pixels[i]));
                }
            }
        };
    }
}
