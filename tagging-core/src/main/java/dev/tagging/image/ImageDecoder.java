package dev.tagging.image;

import dev.tagging.image.ImageHeader.Channels;
import dev.tagging.image.ImageHeader.Completeness;
import dev.tagging.image.UnreadableImageException.Reason;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/** Decodes with whatever readers ImageIO finds on the class path, and trusts none of them. */
final class ImageDecoder {

    private static final String CUT_OFF = "truncated: the file ends before the picture is complete";

    private final ImageHeader header;

    ImageDecoder(ImageHeader header) {
        this.header = header;
    }

    /** The upright picture, its longest edge at most {@code maxEdge}. */
    BufferedImage decode(int maxEdge) {
        if (header.completeness() == Completeness.TRUNCATED) {
            throw UnreadableImageException.truncated(CUT_OFF);
        }
        int longest = Math.max(header.width(), header.height());
        double scale = Math.min(1, (double) maxEdge / longest);
        int width = Math.max(1, (int) Math.round(header.width() * scale));
        int height = Math.max(1, (int) Math.round(header.height() * scale));
        // at least two source pixels for each target pixel and direction remain for the average
        int step = (int) Math.max(1, longest / (2L * maxEdge));

        PixelRows rows = read(step);
        int[] stored = scale(rows, Math.min(width, rows.width()), Math.min(height, rows.height()));
        return upright(stored, Math.min(width, rows.width()), Math.min(height, rows.height()), rows.hasAlpha());
    }

    private int[] scale(PixelRows rows, int width, int height) {
        try {
            return AreaAverage.scale(rows, width, height);
        } catch (RuntimeException e) {
            // colour conversion with a broken profile
            throw failed(e);
        }
    }

    private BufferedImage upright(int[] stored, int width, int height, boolean hasAlpha) {
        int[] pixels = header.orientation().upright(stored, width, height);
        boolean swaps = header.orientation().swapsSides();
        BufferedImage image = new BufferedImage(
                swaps ? height : width,
                swaps ? width : height,
                hasAlpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        int[] target = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(pixels, 0, target, 0, pixels.length);
        return image;
    }

    /** Tries the readers of the format in ImageIO's order; the first error is the one that counts. */
    private PixelRows read(int step) {
        UnreadableImageException error = null;
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(header.format().imageIoName());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            try {
                return read(reader, step);
            } catch (UnreadableImageException e) {
                error = error == null ? e : error;
            } catch (IOException | RuntimeException e) {
                error = error == null ? failed(e) : error;
            } finally {
                reader.dispose();
            }
        }
        throw error != null
                ? error
                : new UnreadableImageException(
                        Reason.NO_DECODER,
                        "not supported: no ImageIO plugin for %s is on the class path".formatted(header.format()));
    }

    private PixelRows read(ImageReader reader, int step) throws IOException {
        try (PartsInputStream stream = new PartsInputStream(header.picture())) {
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(stream, true, true);
            if (reader.getWidth(0) != header.width() || reader.getHeight(0) != header.height()) {
                throw UnreadableImageException.corrupt("corrupt: the file claims two different sizes");
            }
            ImageReadParam param = reader.getDefaultReadParam();
            int stepX = Math.min(step, header.width());
            int stepY = Math.min(step, header.height());
            param.setSourceSubsampling(stepX, stepY, (stepX - 1) / 2, (stepY - 1) / 2);
            PixelRows rows = isLeftInInk(reader)
                    ? PixelRows.ofCmyk(reader.readRaster(0, param), header.channels())
                    : PixelRows.of(reader.read(0, param));
            if (warnings.stream().anyMatch(this::saysTruncated)) {
                throw UnreadableImageException.truncated(CUT_OFF);
            }
            return rows;
        }
    }

    /**
     * Whether the samples of a CMYK picture are better taken as they are stored: the JDK's reader, depending on its
     * version, refuses pictures of four inks without a profile or makes them much too bright.
     */
    private boolean isLeftInInk(ImageReader reader) throws IOException {
        if (header.channels() == Channels.ORDINARY || !reader.canReadRaster()) {
            return false;
        }
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        while (types.hasNext()) {
            ColorSpace space = types.next().getColorModel().getColorSpace();
            if (space.getType() != ColorSpace.TYPE_CMYK || space instanceof ICC_ColorSpace) {
                return false;
            }
        }
        return true;
    }

    /**
     * The JPEG library behind Java paints what is missing grey and only warns, in these words since 1991. Most other
     * warnings are harmless where the end mark is in place; where it is missing, the first one tells of the break.
     */
    private boolean saysTruncated(String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        return text.contains("premature end")
                || (header.completeness() == Completeness.UNKNOWN && text.contains("corrupt jpeg data"));
    }

    private static UnreadableImageException failed(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return new UnreadableImageException(Reason.TRUNCATED, CUT_OFF, e);
            }
        }
        String message = String.valueOf(e.getMessage());
        boolean unsupported = message.toLowerCase(Locale.ROOT).contains("unsupported");
        return new UnreadableImageException(
                unsupported ? Reason.NO_DECODER : Reason.CORRUPT,
                (unsupported ? "not supported: " : "corrupt: the picture cannot be decoded: ")
                        + message.substring(0, Math.min(message.length(), 200)),
                e);
    }
}
