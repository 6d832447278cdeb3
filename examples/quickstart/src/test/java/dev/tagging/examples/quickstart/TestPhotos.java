package dev.tagging.examples.quickstart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Photos to test with: good ones, and all that people and attackers leave in folders. */
final class TestPhotos {

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int TEXT_SIZE = 200_000_000;

    private TestPhotos() {}

    /** A plain picture of one colour, whose name's extension says in which format. */
    static void paint(Path file, Color color, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        write(file, image);
    }

    /** A JPEG of which the second half is missing. */
    static void truncatedJpeg(Path file) throws IOException {
        BufferedImage noise = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int x = 0; x < noise.getWidth(); x++) {
            for (int y = 0; y < noise.getHeight(); y++) {
                noise.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(noise, "jpg", bytes);
        byte[] half = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
        Files.write(file, half);
    }

    /** A PNG whose header claims 3.6 gigapixels. */
    static void enormousPng(Path file) throws IOException {
        Files.write(file, png(60_000, 60_000, new byte[0], new byte[10]));
    }

    /** A small blue PNG with 200 MB of text in 200 kB. */
    static void pngWithTextBomb(Path file) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(text)) {
            byte[] block = new byte[1_000_000];
            for (int written = 0; written < TEXT_SIZE; written += block.length) {
                deflater.write(block);
            }
        }
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(rows)) {
            byte[] row = new byte[1 + 3 * 64];
            for (int x = 0; x < 64; x++) {
                row[1 + 3 * x + 2] = (byte) 220;
            }
            for (int y = 0; y < 48; y++) {
                deflater.write(row);
            }
        }
        Files.write(file, png(64, 48, text.toByteArray(), rows.toByteArray()));
    }

    /** A GIF of 35 bytes that claims 4.3 gigapixels. */
    static void enormousGif(Path file) throws IOException {
        byte[] gif = {
            'G',
            'I',
            'F',
            '8',
            '9',
            'a',
            -1,
            -1,
            -1,
            -1,
            (byte) 0x80,
            0,
            0, // screen
            0,
            0,
            0,
            -1,
            -1,
            -1, // colours
            0x2c,
            0,
            0,
            0,
            0,
            -1,
            -1,
            -1,
            -1,
            0, // frame
            2,
            2,
            0x4c,
            1,
            0,
            0x3b
        };
        Files.write(file, gif);
    }

    private static byte[] png(int width, int height, byte[] text, byte[] data) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(PNG_SIGNATURE);
        png.writeBytes(chunk("IHDR", header(width, height)));
        if (text.length > 0) {
            png.writeBytes(chunk("zTXt", text));
        }
        png.writeBytes(chunk("IDAT", data));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] header(int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream header = new DataOutputStream(bytes)) {
            header.writeInt(width);
            header.writeInt(height);
            header.write(new byte[] {8, 2, 0, 0, 0});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream chunk = new DataOutputStream(bytes)) {
            chunk.writeInt(content.length);
            chunk.write(name);
            chunk.write(content);
            chunk.writeInt((int) crc.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Path file, BufferedImage image) throws IOException {
        String name = file.toString();
        String format = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        Files.createDirectories(file.getParent());
        if (!ImageIO.write(image, format, file.toFile())) {
            throw new IllegalStateException("nothing writes " + format);
        }
    }
}
