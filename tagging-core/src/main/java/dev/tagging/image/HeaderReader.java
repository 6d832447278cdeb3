package dev.tagging.image;

import dev.tagging.image.UnreadableImageException.Reason;
import java.util.List;
import java.util.Locale;

/**
 * Tells formats apart by their first bytes and reads their headers. All readers walk the file once from start to end,
 * inflate nothing, follow no offset twice and allocate nothing by a claimed length.
 */
final class HeaderReader {

    private HeaderReader() {}

    /** A format that is known by sight but not supported, for the message. */
    private record Stranger(int at, String signature, String name) {}

    private static final List<Stranger> STRANGERS = List.of(
            new Stranger(4, "ftypavif", "an AVIF image"),
            new Stranger(4, "ftypavis", "an AVIF image"),
            new Stranger(4, "ftyphei", "a HEIC image"),
            new Stranger(4, "ftyphev", "a HEIC image"),
            new Stranger(4, "ftypmif1", "a HEIF image"),
            new Stranger(4, "ftypcrx", "a raw image of a camera"),
            new Stranger(4, "ftyp", "a video"),
            new Stranger(0, "\u00FF\n", "a JPEG XL image"),
            new Stranger(4, "JXL ", "a JPEG XL image"),
            new Stranger(4, "jP  ", "a JPEG 2000 image"),
            new Stranger(0, "8BPS", "a Photoshop document"),
            new Stranger(0, "\0\0\1\0", "an icon file"),
            new Stranger(0, "%PDF", "a PDF document"),
            new Stranger(0, "PK\3\4", "a ZIP archive"),
            new Stranger(0, "RIFF", "a RIFF file without WebP"));

    static ImageHeader read(Bytes file) {
        if (file.length() == 0) {
            throw new UnreadableImageException(Reason.EMPTY, "empty: there are no bytes");
        }
        if (file.has(0, "\u00FF\u00D8\u00FF")) {
            return JpegHeader.read(file);
        }
        if (file.has(0, PngHeader.SIGNATURE)) {
            return PngHeader.read(file);
        }
        if (file.has(0, "GIF87a") || file.has(0, "GIF89a")) {
            return GifHeader.read(file);
        }
        if (file.has(0, "RIFF") && file.has(8, "WEBP")) {
            return WebpHeader.read(file);
        }
        if (file.has(0, "BM")) {
            return BmpHeader.read(file);
        }
        if (TiffDirectory.isTiff(file)) {
            return TiffHeader.read(file);
        }
        throw unknown(file);
    }

    private static UnreadableImageException unknown(Bytes file) {
        if (isPrefixOfKnownSignature(file)) {
            return UnreadableImageException.truncated("truncated: only %d bytes are there".formatted(file.length()));
        }
        for (Stranger stranger : STRANGERS) {
            if (file.has(stranger.at(), stranger.signature())) {
                return new UnreadableImageException(
                        Reason.UNKNOWN_FORMAT, "not supported: the content is " + stranger.name());
            }
        }
        Bytes beginning = file.slice(0, 512);
        String text = beginning.latin1(0, beginning.length()).stripLeading().toLowerCase(Locale.ROOT);
        String content;
        if (text.startsWith("<svg") || (text.startsWith("<?xml") && text.contains("<svg"))) {
            content = "an SVG drawing";
        } else if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            content = "an HTML page";
        } else if (text.chars().allMatch(HeaderReader::isText)) {
            content = "text";
        } else {
            content = "of an unknown kind";
        }
        return new UnreadableImageException(Reason.UNKNOWN_FORMAT, "not an image: the content is " + content);
    }

    private static boolean isPrefixOfKnownSignature(Bytes file) {
        String start = file.slice(0, 12).latin1(0, Math.min(file.length(), 12));
        return "\u00FF\u00D8\u00FF".startsWith(start)
                || PngHeader.SIGNATURE.startsWith(start)
                || "GIF89a".startsWith(start)
                || "GIF87a".startsWith(start)
                || "BM".startsWith(start)
                || "II*\0".startsWith(start)
                || "MM\0*".startsWith(start)
                || "II+\0".startsWith(start)
                || "RIFF".startsWith(start)
                || (start.startsWith("RIFF") && "WEBP".startsWith(start.substring(Math.min(start.length(), 8))));
    }

    /** Printable, tab, line feed, carriage return, or a byte of UTF-8 beyond ASCII. */
    private static boolean isText(int c) {
        return (c >= 0x20 && c != 0x7F) || c == '\t' || c == '\n' || c == '\r';
    }
}
