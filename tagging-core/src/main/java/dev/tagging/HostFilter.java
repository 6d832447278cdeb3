package dev.tagging;

import java.util.List;

/**
 * A condition of the host's own on the images of a search: SQL over the columns of the public view {@code tagging.image_v1}
 * ({@code image_id}, {@code image_id_long}, {@code image_id_uuid}, {@code owner_id}, {@code created_at}, …), typically an
 * {@code exists} on the host's tables. The text is the program's, never a user's; values go into {@code ?} and are bound.
 *
 * @param sql a boolean expression with one {@code ?} for each value; a literal question mark is written {@code ??}
 * @param values strings, numbers, booleans, {@link java.util.UUID}s or {@link java.time.Instant}s
 */
public record HostFilter(String sql, List<Object> values) {

    public HostFilter {
        values = List.copyOf(values);
        if (sql.isBlank()) {
            throw new IllegalArgumentException("a host filter needs a condition");
        }
    }

    /** Makes a filter; the number of values is checked when it runs. */
    public static HostFilter sql(String sql, Object... values) {
        return new HostFilter(sql, List.of(values));
    }
}
