package dev.tagging.image;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A window on an array, read at random. Positions are {@code long} because files claim them; one that lies outside of the
 * window is a truncated image, never an index error.
 */
final class Bytes {

    private final byte[] array;
    private final int start;
    private final int length;

    private Bytes(byte[] array, int start, int length) {
        this.array = array;
        this.start = start;
        this.length = length;
    }

    static Bytes of(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    int length() {
        return length;
    }

    /** Whether {@code count} bytes lie at {@code at}. */
    boolean has(long at, long count) {
        return at >= 0 && count >= 0 && at <= length && count <= length - at;
    }

    int u8(long at) {
        return array[index(at, 1)] & 0xFF;
    }

    int u16be(long at) {
        int i = index(at, 2);
        return (array[i] & 0xFF) << 8 | (array[i + 1] & 0xFF);
    }

    int u16le(long at) {
        return Short.toUnsignedInt(Short.reverseBytes((short) u16be(at)));
    }

    int u24le(long at) {
        return u16le(at) | u8(at + 2) << 16;
    }

    long u32be(long at) {
        return (long) u16be(at) << 16 | u16be(at + 2);
    }

    long u32le(long at) {
        return u16le(at) | (long) u16le(at + 2) << 16;
    }

    /** Whether these Latin-1 characters lie at {@code at}; false where the window ends first. */
    boolean has(long at, String latin1) {
        if (!has(at, latin1.length())) {
            return false;
        }
        for (int i = 0; i < latin1.length(); i++) {
            if (u8(at + i) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** At most {@code count} bytes from {@code at}, fewer where the window ends first. */
    Bytes slice(long at, long count) {
        int from = (int) Math.min(Math.max(at, 0), length);
        int size = (int) Math.min(Math.max(count, 0), length - from);
        return new Bytes(array, start + from, size);
    }

    Bytes from(long at) {
        return slice(at, length);
    }

    /** Copies {@code count} bytes, which must be there. */
    void copy(int at, byte[] target, int offset, int count) {
        System.arraycopy(array, start + at, target, offset, count);
    }

    byte[] toByteArray() {
        return Arrays.copyOfRange(array, start, start + length);
    }

    InputStream openStream() {
        return new ByteArrayInputStream(array, start, length);
    }

    String latin1(long at, int count) {
        return new String(array, index(at, count), count, StandardCharsets.ISO_8859_1);
    }

    private int index(long at, int count) {
        if (!has(at, count)) {
            throw UnreadableImageException.truncated("truncated: the file ends in the middle of its header");
        }
        return start + (int) at;
    }
}
