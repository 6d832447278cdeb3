package dev.tagging.provider.moondream.vlm;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * An image as a vision encoder wants it: tiles of one size.
 *
 * @param width of a tile
 * @param height of a tile
 * @param rows rows of tiles that the image was cut into; 0 when it was not
 * @param columns columns of tiles that the image was cut into; 0 when it was not
 * @param tiles row by row, and the whole image last
 */
record Tiles(int width, int height, int rows, int columns, List<Tile> tiles, PixelScale scale) {

    Tiles {
        tiles = List.copyOf(tiles);
    }

    static Tiles single(int width, int height, Tile tile, PixelScale scale) {
        return new Tiles(width, height, 0, 0, List.of(tile), scale);
    }

    int count() {
        return tiles.size();
    }

    /** Number of floats of one tile. */
    int size() {
        return 3 * width * height;
    }

    /** Writes a tile as three planes from the buffer's position on. As floats it takes four times the memory. */
    void write(int tile, FloatBuffer target) {
        tiles.get(tile).write(scale, target);
    }
}
