package dev.tagging.image;

/**
 * A Windows or OS/2 bitmap.
 *
 * @see <a href="https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapinfoheader">BITMAPINFOHEADER</a>
 */
final class BmpHeader {

    private static final int FILE_HEADER = 14;
    private static final int OS2_HEADER = 12;
    private static final int SMALLEST_OTHER_HEADER = 16;
    private static final int LARGEST_HEADER = 124;

    private static final long UNCOMPRESSED = 0;
    private static final long BIT_FIELDS = 3;

    private BmpHeader() {}

    static ImageHeader read(Bytes file) {
        long headerSize = file.u32le(FILE_HEADER);
        long width;
        long height;
        int bits;
        long compression = UNCOMPRESSED;
        if (headerSize == OS2_HEADER) {
            width = file.u16le(18);
            height = file.u16le(20);
            bits = file.u16le(24);
        } else if (headerSize >= SMALLEST_OTHER_HEADER && headerSize <= LARGEST_HEADER) {
            width = (int) file.u32le(18);
            // a negative height says that the rows are stored from the top
            height = Math.abs((long) (int) file.u32le(22));
            bits = file.u16le(28);
            compression = headerSize >= 20 ? file.u32le(30) : UNCOMPRESSED;
        } else {
            throw UnreadableImageException.corrupt("corrupt: a bitmap with a header of %d bytes".formatted(headerSize));
        }
        if (width < 1 || height < 1 || height > Integer.MAX_VALUE) {
            throw UnreadableImageException.corrupt(
                    "corrupt: the header claims %d x %d pixels".formatted(width, height));
        }
        boolean complete = true;
        if (compression == UNCOMPRESSED || compression == BIT_FIELDS) {
            long bytesPerRow = (width * bits + 31) / 32 * 4;
            complete = bytesPerRow <= file.length() && file.has(file.u32le(10), bytesPerRow * height);
        }
        return ImageHeader.of(
                ImageFormat.BMP,
                (int) width,
                (int) height,
                Orientation.NORMAL,
                ImageHeader.completeWhen(complete),
                file);
    }
}
