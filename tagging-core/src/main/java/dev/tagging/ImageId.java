package dev.tagging;

import java.util.UUID;

/**
 * The host's own key of an image, as text. Keys are compared exactly: case and leading zeros count.
 *
 * <p>Keys with the shape of a {@code bigint} or a {@code uuid} can be joined with the host's tables without a text cast,
 * through the columns {@code image_id_long} and {@code image_id_uuid} of the public views.
 *
 * @param value 1 to 255 characters, not blank, without control characters
 */
public record ImageId(String value) implements Comparable<ImageId> {

    /** Longest key in characters. */
    public static final int MAX_LENGTH = 255;

    public ImageId {
        Text.requireStorable(value, "image id", MAX_LENGTH);
    }

    public static ImageId of(String value) {
        return new ImageId(value);
    }

    public static ImageId of(long value) {
        return new ImageId(Long.toString(value));
    }

    public static ImageId of(UUID value) {
        return new ImageId(value.toString());
    }

    @Override
    public int compareTo(ImageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
