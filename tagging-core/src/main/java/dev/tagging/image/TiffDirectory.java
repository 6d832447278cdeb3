package dev.tagging.image;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The first directory of a TIFF structure, classic or BigTIFF: a TIFF file itself or the Exif block of another format.
 * Every look-up scans the entries once; nothing is copied, no further directory is followed.
 *
 * @see <a href="https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf">TIFF 6.0, section 2</a>
 */
final class TiffDirectory {

    static final int ORIENTATION = 274;

    /** Bytes of one value by field type, 0 for types that do not exist (TIFF 6.0, BigTIFF 13 and 16 to 18). */
    private static final int[] TYPE_SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

    private final Bytes tiff;
    private final boolean littleEndian;
    private final boolean big;
    private final long firstEntry;
    private final long entries;

    private TiffDirectory(Bytes tiff) {
        this.tiff = tiff;
        this.littleEndian = tiff.has(0, "II");
        this.big = u16(2) == 43;
        long directory = big ? u64(8) : u32(4);
        this.entries = big ? u64(directory) : u16(directory);
        this.firstEntry = directory + (big ? 8 : 2);
        if (!tiff.has(firstEntry, entries) || !tiff.has(firstEntry, entries * entrySize())) {
            throw UnreadableImageException.truncated("truncated: the TIFF directory lies outside of the file");
        }
    }

    static boolean isTiff(Bytes bytes) {
        return bytes.has(0, "II*\0") || bytes.has(0, "MM\0*") || bytes.has(0, "II+\0") || bytes.has(0, "MM\0+");
    }

    /** Reads what {@link #isTiff} says is TIFF. */
    static TiffDirectory read(Bytes tiff) {
        return new TiffDirectory(tiff);
    }

    /**
     * The orientation an Exif block says, upright when it says none or is broken: bad metadata does not make a bad picture.
     *
     * @param exif with or without the prefix {@code Exif}
     */
    static Orientation orientationOf(Bytes exif) {
        Bytes tiff = exif.has(0, "Exif\0") ? exif.from(6) : exif;
        if (!isTiff(tiff)) {
            return Orientation.NORMAL;
        }
        try {
            return Orientation.ofExif(
                    new TiffDirectory(tiff).number(ORIENTATION).orElse(1));
        } catch (UnreadableImageException e) {
            return Orientation.NORMAL;
        }
    }

    /** The first value of a field of whole numbers; empty when there is no such field. */
    OptionalLong number(int tag) {
        Field field = field(tag);
        return field == null || field.count() < 1 ? OptionalLong.empty() : OptionalLong.of(field.value(0));
    }

    /** Whether the data that two fields of offsets and of lengths point to lies inside of the file. */
    boolean hasAllOf(int offsetsTag, int lengthsTag) {
        Field offsets = field(offsetsTag);
        Field lengths = field(lengthsTag);
        if (offsets == null || lengths == null) {
            return true;
        }
        for (long i = 0; i < Math.min(offsets.count(), lengths.count()); i++) {
            if (!tiff.has(offsets.value(i), lengths.value(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the values of every field lie inside of the file. */
    boolean isComplete() {
        for (long i = 0; i < entries; i++) {
            Field field = new Field(firstEntry + i * entrySize());
            if (!field.isInside()) {
                return false;
            }
        }
        return true;
    }

    /** A field of a type that does not exist is passed over, as TIFF 6.0 says: nothing tells what its count counts. */
    private @Nullable Field field(int tag) {
        for (long i = 0; i < entries; i++) {
            long entry = firstEntry + i * entrySize();
            if (u16(entry) == tag) {
                Field field = new Field(entry);
                if (field.size > 0) {
                    return field;
                }
            }
        }
        return null;
    }

    private int entrySize() {
        return big ? 20 : 12;
    }

    private int u16(long at) {
        return littleEndian ? tiff.u16le(at) : tiff.u16be(at);
    }

    private long u32(long at) {
        return littleEndian ? tiff.u32le(at) : tiff.u32be(at);
    }

    /** A value beyond 63 bits is beyond every file. */
    private long u64(long at) {
        long low = u32(littleEndian ? at : at + 4);
        long high = u32(littleEndian ? at + 4 : at);
        return high > Integer.MAX_VALUE ? Long.MAX_VALUE : high << 32 | low;
    }

    private final class Field {
        private final int size;
        private final int type;
        private final long count;
        private final long values;

        Field(long entry) {
            type = u16(entry + 2);
            size = type < TYPE_SIZES.length ? TYPE_SIZES[type] : 0;
            count = big ? u64(entry + 4) : u32(entry + 4);
            long inline = entry + (big ? 12 : 8);
            boolean isInline = size == 0 || count <= (big ? 8 : 4) / size;
            values = isInline ? inline : big ? u64(inline) : u32(inline);
        }

        long count() {
            return count;
        }

        boolean isInside() {
            return size == 0 || (count <= tiff.length() && tiff.has(values, count * size));
        }

        long value(long index) {
            long at = values + index * size;
            return switch (size) {
                case 1 -> tiff.u8(at);
                case 2 -> u16(at);
                case 4 -> u32(at);
                default -> u64(at);
            };
        }
    }
}
