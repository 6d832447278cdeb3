package dev.tagging;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search.
 *
 * @param hits best class first, then newest first; empty when nothing is left
 * @param total how many images match in all, or a lower bound
 * @param exact whether {@code total} is exact; else there are more than that, see {@link SearchRequest#countUpTo}
 * @param nextCursor what to hand to {@link SearchRequest#after} for the next page; null on the last one
 * @param suggestions when nothing at all was found: tags that resemble the words of the query, best first
 */
public record SearchResults(
        List<SearchHit> hits, long total, boolean exact, @Nullable String nextCursor, List<String> suggestions) {

    public SearchResults {
        hits = List.copyOf(hits);
        suggestions = List.copyOf(suggestions);
    }
}
