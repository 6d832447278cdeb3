package dev.tagging.image;

/**
 * What an image may cost. Both limits are checked before anything is decoded: {@code maxBytes} while reading,
 * {@code maxPixels} against the size the header claims.
 *
 * @param maxBytes most bytes of the encoded image, 1 to {@link #MAX_BYTES}
 * @param maxPixels most pixels (width times height), 1 to {@link Integer#MAX_VALUE}
 */
public record ImageLimits(int maxBytes, long maxPixels) {

    /** The highest limit on bytes: one Java array. */
    public static final int MAX_BYTES = Integer.MAX_VALUE - 16;

    private static final ImageLimits DEFAULTS = new ImageLimits(50_000_000, 100_000_000);

    public ImageLimits {
        if (maxBytes < 1 || maxBytes > MAX_BYTES) {
            throw new IllegalArgumentException("maxBytes is 1 to " + MAX_BYTES + ", not " + maxBytes);
        }
        if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("maxPixels is 1 to " + Integer.MAX_VALUE + ", not " + maxPixels);
        }
    }

    /** 50 MB and 100 megapixels: whatever today's cameras make, though not every scan of a newspaper page. */
    public static ImageLimits defaults() {
        return DEFAULTS;
    }
}
