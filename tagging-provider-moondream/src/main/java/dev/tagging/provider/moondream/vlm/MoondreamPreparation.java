package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.djl.runtime.Resampler;
import dev.tagging.provider.djl.runtime.Resampler.Filter;
import dev.tagging.provider.djl.runtime.RgbImage;
import java.awt.image.BufferedImage;

/** Moondream2: one tile, whatever the image's proportions; alpha is dropped (vikhyatk/moondream2, {@code vision_encoder.py}). */
final class MoondreamPreparation implements ImagePreparation {

    private final int width;
    private final int height;
    private final Filter filter;
    private final PixelScale scale;

    MoondreamPreparation(JsonFile config) {
        JsonFile size = config.requiredObject("size");
        this.width = size.requiredInteger("width");
        this.height = size.requiredInteger("height");
        this.filter = PixelScale.filter(config, Filter.BICUBIC);
        this.scale = PixelScale.of(config);
    }

    @Override
    public Tiles prepare(BufferedImage upright, boolean split) {
        RgbImage tile = Resampler.resize(RgbImage.of(upright), width, height, filter);
        return Tiles.single(width, height, Tile.of(tile), scale);
    }
}
