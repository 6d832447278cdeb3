package dev.tagging.tck.persistence;

import dev.tagging.image.ImageContent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** A picture of one grey pixel that says which image it is, in a chunk of text before its end. */
public final class LabelledPng {

    /** Signature, IHDR of 1 x 1 pixels in 8 bit grey, IDAT with one row. */
    private static final byte[] HEAD = HexFormat.of()
            .parseHex("89504e470d0a1a0a"
                    + "0000000d49484452000000010000000108000000003a7e9b55"
                    + "0000000a49444154789c636800000082008177cd72b6");

    private static final byte[] END = HexFormat.of().parseHex("0000000049454e44ae426082");

    private static final byte[] KEYWORD = "tEXtLabel\0".getBytes(StandardCharsets.ISO_8859_1);

    private LabelledPng() {}

    public static byte[] of(String label) {
        byte[] text = label.getBytes(StandardCharsets.ISO_8859_1);
        byte[] chunk = ByteBuffer.allocate(KEYWORD.length + text.length)
                .put(KEYWORD)
                .put(text)
                .array();
        CRC32 crc = new CRC32();
        crc.update(chunk);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(HEAD);
        png.writeBytes(bytes(chunk.length - "tEXt".length()));
        png.writeBytes(chunk);
        png.writeBytes(bytes((int) crc.getValue()));
        png.writeBytes(END);
        return png.toByteArray();
    }

    static String labelOf(ImageContent image) {
        byte[] png = image.toByteArray();
        int start = HEAD.length + Integer.BYTES + KEYWORD.length;
        return new String(
                Arrays.copyOfRange(png, start, png.length - END.length - Integer.BYTES), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }
}
