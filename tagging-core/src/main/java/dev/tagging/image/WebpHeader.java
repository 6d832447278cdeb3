package dev.tagging.image;

import org.jspecify.annotations.Nullable;

/**
 * A WebP: lossy, lossless or extended, the first frame of an animation.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9649">RFC 9649, WebP Image Format, sections 2.5 to 2.7 and 3.4</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6386#section-9.1">RFC 6386, VP8 frame header</a>
 */
final class WebpHeader {

    private final Bytes file;
    private int width;
    private int height;
    private boolean hasCanvas;
    private boolean hasPicture;
    private boolean cut;
    private @Nullable Orientation orientation;

    private WebpHeader(Bytes file) {
        this.file = file;
    }

    static ImageHeader read(Bytes file) {
        WebpHeader header = new WebpHeader(file);
        header.walk();
        if (header.width == 0) {
            throw header.hasPicture
                    ? UnreadableImageException.corrupt("corrupt: a WebP without pixels")
                    : UnreadableImageException.truncated("truncated: the WebP ends before its picture");
        }
        return ImageHeader.of(
                ImageFormat.WEBP,
                header.width,
                header.height,
                Orientation.orNormal(header.orientation),
                ImageHeader.completeWhen(header.hasPicture && !header.cut),
                file);
    }

    private void walk() {
        if (!file.has(12, 8)) {
            throw UnreadableImageException.truncated("truncated: the file ends in the middle of its header");
        }
        for (long at = 12; file.has(at, 8); ) {
            String kind = file.latin1(at, 4);
            long length = file.u32le(at + 4);
            long data = at + 8;
            switch (kind) {
                case "VP8X" -> {
                    if (!hasCanvas && !hasPicture) {
                        width = file.u24le(data + 4) + 1;
                        height = file.u24le(data + 7) + 1;
                        hasCanvas = true;
                    }
                }
                case "VP8 ", "VP8L" -> {
                    if (!hasPicture) {
                        readBitstream(kind, data, length);
                    }
                }
                case "ANMF" -> {
                    if (!hasPicture) {
                        readFrame(data, length);
                    }
                }
                case "EXIF" -> {
                    if (orientation == null) {
                        orientation = TiffDirectory.orientationOf(file.slice(data, length));
                    }
                }
                default -> {
                    // profile, alpha, metadata, unknown chunks
                }
            }
            cut |= !hasPicture && !file.has(data, length);
            at = data + length + (length & 1);
        }
    }

    private void readBitstream(String kind, long data, long length) {
        Size size = bitstreamSize(kind, data);
        if (hasCanvas) {
            require(size, width, height);
        }
        width = size.width();
        height = size.height();
        hasPicture = true;
        cut |= !file.has(data, length);
    }

    /** The first frame of an animation: 16 bytes of place, size and time, then chunks like those of a still picture. */
    private void readFrame(long data, long length) {
        int frameWidth = file.u24le(data + 6) + 1;
        int frameHeight = file.u24le(data + 9) + 1;
        if (2L * file.u24le(data) + frameWidth > width || 2L * file.u24le(data + 3) + frameHeight > height) {
            throw UnreadableImageException.corrupt("corrupt: a WebP frame that lies outside of its canvas");
        }
        Bytes frame = file.slice(data, length);
        for (long at = 16; frame.has(at, 8) && !hasPicture; ) {
            String kind = frame.latin1(at, 4);
            if (kind.equals("VP8 ") || kind.equals("VP8L")) {
                require(bitstreamSize(kind, data + at + 8), frameWidth, frameHeight);
                hasPicture = true;
            }
            long chunk = frame.u32le(at + 4);
            at += 8 + chunk + (chunk & 1);
        }
        cut |= !file.has(data, length);
    }

    private Size bitstreamSize(String kind, long data) {
        if (kind.equals("VP8L")) {
            if (file.u8(data) != 0x2F) {
                throw UnreadableImageException.corrupt("corrupt: a WebP without the mark of its lossless data");
            }
            long sizes = file.u32le(data + 1);
            return new Size((int) (sizes & 0x3FFF) + 1, (int) (sizes >> 14 & 0x3FFF) + 1);
        }
        if (file.has(data + 3, 3) && !file.has(data + 3, "\u009D\u0001*")) {
            throw UnreadableImageException.corrupt("corrupt: a WebP without a key frame");
        }
        return new Size(file.u16le(data + 6) & 0x3FFF, file.u16le(data + 8) & 0x3FFF);
    }

    /** Decoders allocate by one of the sizes and write by the other. */
    private static void require(Size size, int width, int height) {
        if (size.width() != width || size.height() != height) {
            throw UnreadableImageException.corrupt("corrupt: WebP canvas of %d x %d pixels, picture of %d x %d"
                    .formatted(width, height, size.width(), size.height()));
        }
    }

    private record Size(int width, int height) {}
}
