package dev.tagging.image;

import java.util.ArrayList;
import java.util.List;

/**
 * A PNG, chunk by chunk, without inflating any. A decoder gets the chunks that make the picture and nothing else: text and
 * profile chunks can hold bombs that readers inflate even when asked to ignore metadata.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#5Chunk-layout">PNG, third edition, section 5</a>
 */
final class PngHeader {

    static final String SIGNATURE = "\u0089PNG\r\n\u001A\n";

    private static final Bytes END =
            Bytes.of(new byte[] {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82});

    private PngHeader() {}

    static ImageHeader read(Bytes file) {
        if (file.u32be(8) != 13 || (file.has(12, 4) && !file.has(12, "IHDR"))) {
            throw UnreadableImageException.corrupt("corrupt: a PNG that does not begin with its header");
        }
        long width = file.u32be(16);
        long height = file.u32be(20);
        if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw UnreadableImageException.corrupt(
                    "corrupt: the header claims %d x %d pixels".formatted(width, height));
        }
        long at = 8 + 12 + 13;
        Orientation orientation = null;
        List<Bytes> picture = new ArrayList<>(List.of(file.slice(0, at)));
        boolean hasData = false;
        boolean cut = !file.has(0, at);
        while (!cut && file.has(at, 8) && !file.has(at + 4, "IEND")) {
            long length = file.u32be(at);
            boolean isData = file.has(at + 4, "IDAT");
            cut = !file.has(at, length + 12);
            if (file.has(at + 4, "IHDR")) {
                throw UnreadableImageException.corrupt("corrupt: a PNG with two headers");
            }
            if (file.has(at + 4, "eXIf") && orientation == null) {
                orientation = TiffDirectory.orientationOf(file.slice(at + 8, length));
            }
            if (!cut && (isData || file.has(at + 4, "PLTE") || file.has(at + 4, "tRNS"))) {
                picture.add(file.slice(at, length + 12));
                hasData |= isData;
            }
            // what is cut off behind the picture does no harm
            cut &= isData || !hasData;
            at += length + 12;
        }
        picture.add(END);
        return new ImageHeader(
                ImageFormat.PNG,
                (int) width,
                (int) height,
                ImageHeader.Channels.ORDINARY,
                Orientation.orNormal(orientation),
                ImageHeader.completeWhen(hasData && !cut),
                picture);
    }
}
