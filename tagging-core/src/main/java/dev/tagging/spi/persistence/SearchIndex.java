package dev.tagging.spi.persistence;

import dev.tagging.HostFilter;
import dev.tagging.Image;
import dev.tagging.SearchHit.MatchClass;
import dev.tagging.Shape;
import dev.tagging.UserId;
import dev.tagging.search.SearchExpression;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds images by expression. */
public interface SearchIndex {

    /** Runs one search; best class first, then by falling image number. */
    Found search(Criteria criteria);

    /**
     * What to find.
     *
     * @param terms leaves of the expression whose match is reported for each hit
     * @param after where the page before ended; null for the first page
     * @param offset hits to skip, when there is no {@code after}
     * @param limit most hits
     * @param countBound how far to count; negative not to count at all
     */
    record Criteria(
            int tenant,
            SearchExpression expression,
            List<SearchExpression> terms,
            Filters filters,
            @Nullable Position after,
            int offset,
            int limit,
            int countBound) {}

    /** Conditions on the image itself; null and empty mean none. */
    record Filters(
            @Nullable UserId owner,
            @Nullable Instant createdFrom,
            @Nullable Instant createdBefore,
            @Nullable String contentType,
            @Nullable Shape shape,
            List<HostFilter> host) {}

    /** The place of a hit in the order of results. */
    record Position(MatchClass matchClass, int imageNumber) {}

    /**
     * One image.
     *
     * @param matchedTerms indexes into {@link Criteria#terms()}
     */
    record Hit(Position position, Image image, Set<Integer> matchedTerms) {}

    /**
     * A page.
     *
     * @param more whether there are hits behind the last one
     * @param total matches in all, counted up to the bound
     * @param exact whether the count stopped before the bound
     */
    record Found(List<Hit> hits, boolean more, long total, boolean exact) {}
}
