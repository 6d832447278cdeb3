package dev.tagging.image;

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
    private Orientation orientation = Orientation.NORMAL;

    private WebpHeader(Bytes file) {
        this.file = file;
    }

    static ImageHeader read(Bytes file) {
        WebpHeader header = new WebpHeader(file);
        header.walk();
        if (header.width == 0) {
            throw UnreadableImageException.corrupt("corrupt: a WebP without a picture");
        }
        return ImageHeader.of(
                ImageFormat.WEBP,
                header.width,
                header.height,
                header.orientation,
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
                case "EXIF" -> {
                    if (orientation == Orientation.NORMAL) {
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
        boolean lossless = kind.equals("VP8L");
        int pictureWidth;
        int pictureHeight;
        if (lossless) {
            if (file.u8(data) != 0x2F) {
                throw UnreadableImageException.corrupt("corrupt: a WebP without the mark of its lossless data");
            }
            long sizes = file.u32le(data + 1);
            pictureWidth = (int) (sizes & 0x3FFF) + 1;
            pictureHeight = (int) (sizes >> 14 & 0x3FFF) + 1;
        } else {
            if (file.has(data + 3, 3) && !file.has(data + 3, "\u009D\u0001*")) {
                throw UnreadableImageException.corrupt("corrupt: a WebP without a key frame");
            }
            pictureWidth = file.u16le(data + 6) & 0x3FFF;
            pictureHeight = file.u16le(data + 8) & 0x3FFF;
        }
        if (hasCanvas && (pictureWidth != width || pictureHeight != height)) {
            throw UnreadableImageException.corrupt("corrupt: WebP canvas of %d x %d pixels, picture of %d x %d"
                    .formatted(width, height, pictureWidth, pictureHeight));
        }
        width = pictureWidth;
        height = pictureHeight;
        hasPicture = true;
        cut |= !file.has(data, length);
    }
}
