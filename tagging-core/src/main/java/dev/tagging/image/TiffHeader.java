package dev.tagging.image;

import dev.tagging.image.UnreadableImageException.Reason;
import java.util.OptionalLong;

/**
 * The first image of a TIFF or BigTIFF file.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0, section 8</a>
 */
final class TiffHeader {

    private static final int IMAGE_WIDTH = 256;
    private static final int IMAGE_LENGTH = 257;
    private static final int BITS_PER_SAMPLE = 258;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int STRIP_BYTE_COUNTS = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_LENGTH = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTE_COUNTS = 325;

    /** Four samples of 32 bits, alpha included; decoders allocate by what a file claims here. */
    private static final long MAX_BITS_PER_PIXEL = 160;

    private TiffHeader() {}

    static ImageHeader read(Bytes file) {
        TiffDirectory directory = TiffDirectory.read(file);
        int width = side(directory, IMAGE_WIDTH);
        int height = side(directory, IMAGE_LENGTH);
        long samples = directory.number(SAMPLES_PER_PIXEL).orElse(1);
        long bits = directory.number(BITS_PER_SAMPLE).orElse(1);
        if (samples < 1
                || samples > MAX_BITS_PER_PIXEL
                || bits < 1
                || bits > 64
                || samples * bits > MAX_BITS_PER_PIXEL) {
            throw new UnreadableImageException(
                    Reason.NO_DECODER, "not supported: a TIFF of %d samples of %d bits".formatted(samples, bits));
        }
        checkTile(directory, TILE_WIDTH, width);
        checkTile(directory, TILE_LENGTH, height);
        boolean complete = directory.isComplete()
                && directory.hasAllOf(STRIP_OFFSETS, STRIP_BYTE_COUNTS)
                && directory.hasAllOf(TILE_OFFSETS, TILE_BYTE_COUNTS);
        Orientation orientation =
                Orientation.ofExif(directory.number(TiffDirectory.ORIENTATION).orElse(1));
        return ImageHeader.of(ImageFormat.TIFF, width, height, orientation, ImageHeader.completeWhen(complete), file);
    }

    private static int side(TiffDirectory directory, int tag) {
        OptionalLong side = directory.number(tag);
        if (side.isEmpty() || side.getAsLong() > Integer.MAX_VALUE) {
            throw UnreadableImageException.corrupt("corrupt: the TIFF header gives no usable width and height");
        }
        return (int) side.getAsLong();
    }

    /** Tiles may stick out of the image, though not by more than a common tile size: decoders allocate whole tiles. */
    private static void checkTile(TiffDirectory directory, int tag, int side) {
        long tile = directory.number(tag).orElse(1);
        if (tile < 1 || tile > side + 4096L) {
            throw UnreadableImageException.corrupt("corrupt: TIFF tiles much larger than the image");
        }
    }
}
