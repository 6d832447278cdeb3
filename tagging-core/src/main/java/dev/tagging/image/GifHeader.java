package dev.tagging.image;

/**
 * The first frame of a GIF.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF89a, sections 18 to 23</a>
 */
final class GifHeader {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2C;

    private GifHeader() {}

    static ImageHeader read(Bytes file) {
        long at = 13L + colorTableSize(file.u8(10));
        while (file.u8(at) == EXTENSION) {
            at = endOfBlocks(file, at + 2);
            if (at < 0) {
                throw UnreadableImageException.truncated("truncated: the GIF ends before its first frame");
            }
        }
        if (file.u8(at) != IMAGE) {
            throw UnreadableImageException.corrupt("corrupt: a GIF without any frame");
        }
        int width = file.u16le(at + 5);
        int height = file.u16le(at + 7);
        long data = at + 10 + colorTableSize(file.u8(at + 9)) + 1;
        boolean complete = endOfBlocks(file, data) >= 0;
        return ImageHeader.of(
                ImageFormat.GIF, width, height, Orientation.NORMAL, ImageHeader.completeWhen(complete), file);
    }

    private static int colorTableSize(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /** The position behind a chain of sub-blocks; -1 when the file ends before. */
    private static long endOfBlocks(Bytes file, long at) {
        while (file.has(at, 1)) {
            int size = file.u8(at);
            at += 1 + size;
            if (size == 0) {
                return at;
            }
        }
        return -1;
    }
}
