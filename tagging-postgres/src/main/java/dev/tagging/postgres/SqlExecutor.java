package dev.tagging.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL in the present transaction. Parameters stand as {@code ?} and may be strings, numbers, booleans, {@link
 * java.time.Instant}, {@link java.util.UUID}, null, and arrays of strings, integers, longs, shorts or floats.
 */
interface SqlExecutor {

    /** Runs a query, or a statement with {@code returning}. */
    <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters);

    /**
     * Like {@link #query}, planned for these very values every time: for conditions whose best plan depends on how common a
     * word is, where a plan made once for all values would be wrong for most.
     */
    <T> List<T> queryPlanned(String sql, RowMapper<T> mapper, @Nullable Object... parameters);

    /** Runs a statement and returns how many rows it changed. */
    int update(String sql, @Nullable Object... parameters);

    /** Reads one row. */
    @FunctionalInterface
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }
}
