package dev.tagging;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list.
 *
 * @param limit most items, 1 to {@value #MAX_LIMIT}
 * @param cursor {@link Page#next()} of the page before; null for the first
 */
public record PageRequest(int limit, @Nullable String cursor) {

    /** Most items of one page. */
    public static final int MAX_LIMIT = 1_000;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " items, not " + limit);
        }
    }

    /** The first {@code limit} items. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, null);
    }

    /** The items behind {@code cursor}. */
    public PageRequest after(String newCursor) {
        return new PageRequest(limit, newCursor);
    }
}
