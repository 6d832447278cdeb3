package dev.tagging.engine;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Cursors of one kind of list: URL-safe texts that say what list they belong to and notice when they are damaged. */
final class Cursors {

    private static final int CHECKSUM_LENGTH = 8;

    private final String kind;

    /** @param kind the list, in words that fit behind "a cursor of" */
    Cursors(String kind) {
        this.kind = kind;
    }

    String encode(String place) {
        byte[] bytes = (checksum(place) + place).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The place that a cursor stands for; null for no cursor.
     *
     * @param parser may throw whatever it likes when the place makes no sense
     * @throws IllegalArgumentException when {@link #encode} of the same kind did not make it
     */
    <T> @Nullable T decode(@Nullable String cursor, Function<String, T> parser) {
        if (cursor == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String place = text.substring(CHECKSUM_LENGTH);
            if (text.startsWith(checksum(place)) && encode(place).equals(cursor)) {
                return parser.apply(place);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(complaint(cursor), e);
        }
        throw new IllegalArgumentException(complaint(cursor));
    }

    private String checksum(String place) {
        CRC32 crc = new CRC32();
        crc.update((kind + '\n' + place).getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }

    private String complaint(String cursor) {
        return "this is no cursor of " + kind + ", hand in what the page before gave, unchanged: '"
                + SafeText.of(cursor, 60) + "'";
    }
}
