package dev.tagging.image;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Image files made in memory: by ImageIO's writers where they can, byte by byte where they cannot. */
final class TestFiles {

    private TestFiles() {}

    /** Red, green, blue and yellow quarters, in reading order. */
    static BufferedImage quarters(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Color color = y < height / 2
                        ? x < width / 2 ? Color.RED : Color.GREEN
                        : x < width / 2 ? Color.BLUE : Color.YELLOW;
                image.setRGB(x, y, color.getRGB());
            }
        }
        return image;
    }

    static BufferedImage quarters(int width, int height) {
        return quarters(width, height, BufferedImage.TYPE_3BYTE_BGR);
    }

    static byte[] encode(RenderedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A JPEG of the best quality, whose colours are within a few steps of the original's. */
    static byte[] jpeg(IIOImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(1);
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] jpeg(BufferedImage image) {
        return jpeg(new IIOImage(image, null, null), false);
    }

    /** Puts a segment behind the start of a JPEG. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + content.length + 4);
        out.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker).putShort((short) (content.length + 2));
        return out.put(content).put(jpeg, 2, jpeg.length - 2).array();
    }

    /** Puts a chunk between the header of a PNG and what follows it. */
    static byte[] withChunk(byte[] png, String type, byte[] content) {
        return concat(slice(png, 0, 33), chunk(type, content), slice(png, 33, png.length));
    }

    static byte[] chunk(String type, byte[] content) {
        byte[] typed = concat(latin1(type), content);
        CRC32 crc = new CRC32();
        crc.update(typed);
        return concat(
                int32(content.length, ByteOrder.BIG_ENDIAN), typed, int32((int) crc.getValue(), ByteOrder.BIG_ENDIAN));
    }

    /** The beginning of a PNG that claims this size: signature and header. */
    static byte[] pngHeader(int width, int height, int bits, int colorType) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) bits).put((byte) colorType);
        return concat(latin1(PngHeader.SIGNATURE), chunk("IHDR", header.array()));
    }

    /** An Exif block: a TIFF header and one directory with nothing but the orientation. */
    static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
        tiff.put(latin1(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"))
                .putShort((short) 42)
                .putInt(8);
        tiff.putShort((short) 1)
                .putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation);
        return tiff.array();
    }

    static byte[] exifSegment(int orientation, ByteOrder order) {
        return concat(latin1("Exif\0\0"), exif(orientation, order));
    }

    /** A RIFF file of WebP chunks, each made by {@link #riffChunk}. */
    static byte[] webp(byte[]... chunks) {
        byte[] body = concat(latin1("WEBP"), concat(chunks));
        return concat(latin1("RIFF"), int32(body.length, ByteOrder.LITTLE_ENDIAN), body);
    }

    static byte[] riffChunk(String type, byte[] content) {
        byte[] padding = new byte[content.length & 1];
        return concat(latin1(type), int32(content.length, ByteOrder.LITTLE_ENDIAN), content, padding);
    }

    /** The extended header of a WebP. */
    static byte[] vp8x(int width, int height) {
        ByteBuffer content = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        content.put(4, (byte) (width - 1)).put(5, (byte) ((width - 1) >> 8)).put(6, (byte) ((width - 1) >> 16));
        content.put(7, (byte) (height - 1)).put(8, (byte) ((height - 1) >> 8)).put(9, (byte) ((height - 1) >> 16));
        return riffChunk("VP8X", content.array());
    }

    /** The header of a lossless bitstream, without any picture data. */
    static byte[] vp8l(int width, int height) {
        ByteBuffer content =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x2F);
        return riffChunk(
                "VP8L", content.putInt((width - 1) | (height - 1) << 14).array());
    }

    /** The header of a lossy key frame, without any picture data. */
    static byte[] vp8(int width, int height) {
        ByteBuffer content = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        content.put(3, (byte) 0x9D).put(4, (byte) 1).put(5, (byte) 0x2A);
        return riffChunk(
                "VP8 ",
                content.putShort(6, (short) width).putShort(8, (short) height).array());
    }

    static byte[] deflate(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] int32(int value, ByteOrder order) {
        return ByteBuffer.allocate(4).order(order).putInt(value).array();
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
