package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.djl.runtime.Resampler;
import dev.tagging.provider.djl.runtime.Resampler.Filter;
import dev.tagging.provider.djl.runtime.RgbImage;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * SmolVLM: the image on white, resized to one tile. To look closer its longest edge is resized to some length first, then it
 * is stretched to whole tiles and cut up, and the whole is added as the last tile (Hugging Face transformers,
 * {@code image_processing_smolvlm.py}).
 *
 * <p>Images that are no larger than a tile grow to that length and shrink again, by the very arithmetic of transformers.js,
 * which moves them by an eighth of a pixel: so they give the same answers there and here, token by token. With larger ones
 * transformers.js skips pixels where transformers smooths, and transformers is followed, less the detour over the length.
 */
final class SmolVlmPreparation implements ImagePreparation {

    private final int longestEdge;
    private final int tile;
    private final Filter filter;
    private final PixelScale scale;

    SmolVlmPreparation(JsonFile config) {
        this.longestEdge = config.requiredObject("size").requiredInteger("longest_edge");
        this.tile = config.requiredObject("max_image_size").requiredInteger("longest_edge");
        this.filter = PixelScale.filter(config, Filter.LANCZOS);
        this.scale = PixelScale.of(config);
    }

    @Override
    public Tiles prepare(BufferedImage upright, boolean split) {
        RgbImage image = OnWhite.compose(upright);
        return split ? split(toWholeTiles(toLongestEdge(image))) : Tiles.single(tile, tile, whole(image), scale);
    }

    private Tile whole(RgbImage image) {
        double growth = (double) longestEdge / Math.max(image.width(), image.height());
        if (image.width() > tile || image.height() > tile || growth <= 1) {
            return Tile.of(resize(image, tile, tile));
        }
        int width = Math.max(1, floor(image.width() * growth));
        int height = Math.max(1, floor(image.height() * growth));
        return new EnlargedTile(BicubicEnlargement.enlarge(image, width, height), tile, tile);
    }

    private Tiles split(RgbImage image) {
        int rows = image.height() / tile;
        int columns = image.width() / tile;
        if (rows * columns == 1) {
            return Tiles.single(tile, tile, Tile.of(image), scale);
        }
        List<Tile> tiles = new ArrayList<>(rows * columns + 1);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                tiles.add(Tile.of(image.crop(column * tile, row * tile, tile, tile)));
            }
        }
        tiles.add(Tile.of(resize(image, tile, tile)));
        return new Tiles(tile, tile, rows, columns, tiles, scale);
    }

    /** Smaller images grow. The other edge is rounded down, then up to an even number. */
    private RgbImage toLongestEdge(RgbImage image) {
        double ratio = (double) image.width() / image.height();
        boolean isWide = image.width() >= image.height();
        int width = isWide ? longestEdge : even((int) (longestEdge * ratio));
        int height = isWide ? even((int) (longestEdge / ratio)) : longestEdge;
        return resize(image, Math.max(width, 1), Math.max(height, 1));
    }

    private RgbImage toWholeTiles(RgbImage image) {
        double ratio = (double) image.width() / image.height();
        if (image.width() >= image.height()) {
            int width = roundUp(image.width());
            return resize(image, width, roundUp((int) (width / ratio)));
        }
        int height = roundUp(image.height());
        return resize(image, roundUp((int) (height * ratio)), height);
    }

    private RgbImage resize(RgbImage image, int width, int height) {
        return Resampler.resize(image, width, height, filter);
    }

    private int roundUp(int length) {
        return (length + tile - 1) / tile * tile;
    }

    /** Of hundredths, so that what should have come out whole does. */
    private static int floor(double length) {
        return (int) Math.floor(Math.rint(length * 100) / 100);
    }

    private static int even(int length) {
        return length + length % 2;
    }
}
