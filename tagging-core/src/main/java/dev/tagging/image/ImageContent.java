package dev.tagging.image;

import dev.tagging.image.UnreadableImageException.Reason;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * The encoded bytes of one image, within limits. Making one reads the header and decodes nothing; what the file's name or
 * its sender say about it plays no part. Instances are immutable and safe to share.
 *
 * <p>Files are hostile until proven otherwise: nothing is allocated by what a header claims before the claim is within
 * {@link ImageLimits}, and metadata is neither inflated nor handed to decoders.
 */
public final class ImageContent {

    private final byte[] bytes;
    private final ImageHeader header;

    private ImageContent(byte[] bytes, ImageLimits limits) {
        if (bytes.length > limits.maxBytes()) {
            throw tooLarge(limits);
        }
        this.bytes = bytes;
        this.header = HeaderReader.read(Bytes.of(bytes));
        if ((long) header.width() * header.height() > limits.maxPixels()) {
            throw new UnreadableImageException(
                    Reason.TOO_MANY_PIXELS,
                    "too many pixels: the header claims %d x %d pixels, the limit is %s"
                            .formatted(header.width(), header.height(), megapixels(limits.maxPixels())));
        }
    }

    /**
     * An image within {@link ImageLimits#defaults()}.
     *
     * @param bytes copied
     * @throws UnreadableImageException when they are no usable image
     */
    public static ImageContent of(byte[] bytes) {
        return of(bytes, ImageLimits.defaults());
    }

    /**
     * An image within {@code limits}.
     *
     * @param bytes copied
     * @throws UnreadableImageException when they are no usable image
     */
    public static ImageContent of(byte[] bytes, ImageLimits limits) {
        if (bytes.length > limits.maxBytes()) {
            throw tooLarge(limits);
        }
        return new ImageContent(bytes.clone(), limits);
    }

    /**
     * Reads a stream to its end, or one byte past the limit, whatever comes first. Does not close it.
     *
     * @throws UnreadableImageException when the bytes are no usable image
     * @throws IOException what the stream throws
     */
    public static ImageContent read(InputStream in, ImageLimits limits) throws IOException {
        return new ImageContent(in.readNBytes(limits.maxBytes() + 1), limits);
    }

    /** What the content is. */
    public ImageFormat format() {
        return header.format();
    }

    /** Width in pixels as stored, before {@link #orientation()}; of an animated GIF, that of the first frame. */
    public int width() {
        return header.width();
    }

    /** Height in pixels as stored, before {@link #orientation()}; of an animated GIF, that of the first frame. */
    public int height() {
        return header.height();
    }

    /** How the stored pixels are turned to stand upright; {@link Orientation#NORMAL} when the file does not say. */
    public Orientation orientation() {
        return header.orientation();
    }

    /** Width in pixels as a person sees it. */
    public int orientedWidth() {
        return orientation().swapsSides() ? height() : width();
    }

    /** Height in pixels as a person sees it. */
    public int orientedHeight() {
        return orientation().swapsSides() ? width() : height();
    }

    /** Number of encoded bytes. */
    public int size() {
        return bytes.length;
    }

    /** The encoded bytes from the first. Every call gives a new stream, which needs no closing. */
    public InputStream openStream() {
        return Bytes.of(bytes).openStream();
    }

    /** A copy of the encoded bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /**
     * The whole picture, upright. Takes up to four bytes a pixel for the result and about as much again while decoding;
     * {@link #decode(int)} is for those who need less.
     *
     * @throws UnreadableImageException when the picture is truncated, corrupt, or nothing decodes it
     */
    public BufferedImage decode() {
        return decode(Integer.MAX_VALUE);
    }

    /**
     * The picture, upright, its longest edge at most {@code maxEdge} pixels; never enlarged. Pixels are skipped while
     * decoding and averaged afterwards, so that memory stays within some times {@code maxEdge} squared, the decoder's own
     * needs aside. Of several pictures in a file it is the first.
     *
     * @return sRGB, {@link BufferedImage#TYPE_INT_ARGB} when the file has an alpha channel, else
     *     {@link BufferedImage#TYPE_INT_RGB}
     * @throws UnreadableImageException when the picture is truncated, corrupt, or nothing decodes it
     */
    public BufferedImage decode(int maxEdge) {
        if (maxEdge < 1) {
            throw new IllegalArgumentException("maxEdge is at least 1, not " + maxEdge);
        }
        return new ImageDecoder(header).decode(maxEdge);
    }

    /** Format, size in pixels as stored and in bytes. */
    @Override
    public String toString() {
        return "%s %d x %d, %d bytes".formatted(format(), width(), height(), size());
    }

    private static UnreadableImageException tooLarge(ImageLimits limits) {
        return new UnreadableImageException(
                Reason.TOO_LARGE, "too large: more than %d bytes, which is the limit".formatted(limits.maxBytes()));
    }

    private static String megapixels(long pixels) {
        return pixels < 1_000_000
                ? pixels + " pixels"
                : "%s megapixels"
                        .formatted(
                                pixels % 1_000_000 == 0
                                        ? Long.toString(pixels / 1_000_000)
                                        : String.format(Locale.ROOT, "%.1f", pixels / 1e6));
    }
}
