package dev.tagging.image;

import dev.tagging.image.ImageHeader.Channels;
import dev.tagging.image.ImageHeader.Completeness;
import dev.tagging.image.UnreadableImageException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG from marker to marker, from the first picture's start to its end. A decoder gets it without application segments
 * other than JFIF, ICC profile and Adobe, and without what cameras append (previews, videos).
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, annex B</a>
 */
final class JpegHeader {

    private static final int TEM = 0x01;
    private static final int SOF0 = 0xC0;
    private static final int SOF1 = 0xC1;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int SOF15 = 0xCF;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int SOF55 = 0xF7;
    private static final int COM = 0xFE;

    /** Colour transform of the Adobe segment (Adobe Technical Note 5116, section 18). */
    private static final int ADOBE_YCCK = 2;

    private static final Bytes END = Bytes.of(new byte[] {(byte) 0xFF, (byte) EOI});

    private final Bytes file;
    private final List<Bytes> picture = new ArrayList<>();
    private int keptFrom;
    private @Nullable Frame frame;
    private int scans;
    private int componentsOfFirstScan;
    private boolean ended;
    private Channels inks = Channels.CMYK;
    private @Nullable Orientation orientation;

    private record Frame(int marker, int width, int height, int components) {}

    private JpegHeader(Bytes file) {
        this.file = file;
    }

    static ImageHeader read(Bytes file) {
        JpegHeader header = new JpegHeader(file);
        header.walk();
        return header.toImageHeader();
    }

    private void walk() {
        int at = 2;
        while (!ended && (at = nextMarker(at)) < file.length()) {
            int marker = file.u8(at);
            int segment = at + 1;
            if (marker == EOI) {
                ended = true;
                at = segment;
            } else if (isStandalone(marker)) {
                at = segment;
            } else {
                if (!file.has(segment, 2) || !file.has(segment, Math.max(2, file.u16be(segment)))) {
                    at = file.length();
                    break;
                }
                int end = segment + Math.max(2, file.u16be(segment));
                readSegment(marker, at - 1, segment + 2, end);
                at = end;
            }
        }
        keep(Math.min(at, file.length()));
        if (!ended) {
            picture.add(END);
        }
    }

    /** The position of the next marker's code, skipping scan data, stuffed and fill bytes; the end of the file if none. */
    private int nextMarker(int from) {
        int last = file.length() - 1;
        for (int i = from; i < last; i++) {
            if (file.u8(i) == 0xFF) {
                int code = file.u8(i + 1);
                if (code != 0 && code != 0xFF && !(scans > 0 && isStandalone(code))) {
                    return i + 1;
                }
            }
        }
        return file.length();
    }

    private static boolean isStandalone(int marker) {
        return marker == TEM || (marker >= RST0 && marker <= RST7) || marker == SOI;
    }

    private void readSegment(int marker, int start, int data, int end) {
        if (isFrame(marker)) {
            if (frame != null) {
                throw UnreadableImageException.corrupt("corrupt: a JPEG with two frame headers");
            }
            frame = new Frame(marker, file.u16be(data + 3), file.u16be(data + 1), file.u8(data + 5));
        } else if (marker == SOS) {
            if (frame == null) {
                throw UnreadableImageException.corrupt("corrupt: a JPEG with data before its frame header");
            }
            if (scans++ == 0) {
                componentsOfFirstScan = file.u8(data);
            }
        } else if ((marker >= APP0 && marker <= APP15) || marker == COM) {
            Bytes content = file.slice(data, end - data);
            if (marker == APP1 && content.has(0, "Exif\0") && orientation == null) {
                orientation = TiffDirectory.orientationOf(content);
            }
            if (marker == APP14 && content.has(0, "Adobe") && content.has(11, 1)) {
                inks = content.u8(11) == ADOBE_YCCK ? Channels.INVERTED_YCCK : Channels.INVERTED_CMYK;
            }
            boolean shapesPicture =
                    marker == APP0 || marker == APP14 || (marker == APP2 && content.has(0, "ICC_PROFILE\0"));
            if (!shapesPicture) {
                keep(start);
                keptFrom = end;
            }
        }
    }

    private static boolean isFrame(int marker) {
        return (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC)
                || marker == SOF55;
    }

    /** Keeps what lies between the last part left out and {@code to}. */
    private void keep(int to) {
        if (to > keptFrom) {
            picture.add(file.slice(keptFrom, to - keptFrom));
            keptFrom = to;
        }
    }

    private ImageHeader toImageHeader() {
        Frame found = frame;
        if (found == null) {
            throw ended
                    ? UnreadableImageException.corrupt("corrupt: a JPEG without a frame header")
                    : UnreadableImageException.truncated("truncated: the JPEG ends before its frame header");
        }
        if (found.height() == 0) {
            throw new UnreadableImageException(
                    Reason.NO_DECODER, "not supported: a JPEG that tells its height after the picture (DNL)");
        }
        return new ImageHeader(
                ImageFormat.JPEG,
                found.width(),
                found.height(),
                found.components() == 4 ? inks : Channels.ORDINARY,
                Orientation.orNormal(orientation),
                completeness(found),
                picture);
    }

    /** Sequential data in one scan may be all there although the end mark is not; progressive data always lacks something. */
    private Completeness completeness(Frame found) {
        if (scans == 0) {
            return Completeness.TRUNCATED;
        }
        if (ended) {
            return Completeness.COMPLETE;
        }
        boolean oneSequentialScan = (found.marker() == SOF0 || found.marker() == SOF1)
                && scans == 1
                && componentsOfFirstScan == found.components();
        return oneSequentialScan ? Completeness.UNKNOWN : Completeness.TRUNCATED;
    }
}
