package dev.tagging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items in the order of the list; empty only when nothing is left
 * @param next what to hand to {@link PageRequest#after(String)} for the page behind this one; null on the last page. The
 *     text is opaque and stays valid when items come and go
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of rows fetched with a limit of one more than {@code limit}.
     *
     * @param cursor the cursor that stands behind an item
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, cursor.apply(items.get(limit - 1)));
    }
}
