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
        int placeholders = placeholders(sql);
        if (placeholders != values.size()) {
            throw new IllegalArgumentException(
                    "the host filter has " + placeholders + " placeholders and " + values.size() + " values: " + sql);
        }
    }

    /** Makes a filter.
     *
     * @throws IllegalArgumentException when there are not as many values as placeholders
     */
    public static HostFilter sql(String sql, Object... values) {
        return new HostFilter(sql, List.of(values));
    }

    /** Question marks outside of quotes; two in a row stand for one that is no placeholder. */
    private static int placeholders(String sql) {
        int count = 0;
        char quote = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '?') {
                if (i + 1 < sql.length() && sql.charAt(i + 1) == '?') {
                    i++;
                } else {
                    count++;
                }
            }
        }
        return count;
    }
}
