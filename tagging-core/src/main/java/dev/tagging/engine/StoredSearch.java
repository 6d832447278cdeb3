package dev.tagging.engine;

import dev.tagging.ConfidenceBand;
import dev.tagging.ImageTag;
import dev.tagging.SearchHit;
import dev.tagging.SearchHit.MatchClass;
import dev.tagging.SearchRequest;
import dev.tagging.SearchResults;
import dev.tagging.SearchService;
import dev.tagging.search.ParsedQuery;
import dev.tagging.search.ParsedQuery.Term;
import dev.tagging.search.QueryParser;
import dev.tagging.spi.persistence.AssertionStore;
import dev.tagging.spi.persistence.SearchIndex;
import dev.tagging.spi.persistence.SearchIndex.Criteria;
import dev.tagging.spi.persistence.SearchIndex.Filters;
import dev.tagging.spi.persistence.SearchIndex.Found;
import dev.tagging.spi.persistence.SearchIndex.Hit;
import dev.tagging.spi.persistence.SearchIndex.Position;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Search, in the database. */
final class StoredSearch implements SearchService {

    private static final Cursors CURSORS = new Cursors("a search");

    private final Tenant tenant;
    private final SearchIndex index;
    private final AssertionStore assertions;
    private final Suggestions suggestions;

    StoredSearch(Tenant tenant, Kernel kernel) {
        this.tenant = tenant;
        this.index = kernel.database().search();
        this.assertions = kernel.database().assertions();
        this.suggestions = new Suggestions(kernel.database().tags());
    }

    @Override
    public SearchResults search(SearchRequest request) {
        Position after = CURSORS.decode(request.cursor().orElse(null), StoredSearch::position);
        ParsedQuery query = QueryParser.parse(request.text());
        return tenant.call(number -> {
            Found found = index.search(criteria(number, request, query, after));
            List<SearchHit> hits = hits(found.hits(), query.terms());
            boolean nothingAtAll = hits.isEmpty() && after == null && request.offset() == 0 && found.total() == 0;
            return new SearchResults(
                    hits,
                    found.total(),
                    found.exact(),
                    found.more() ? cursor(found.hits()) : null,
                    nothingAtAll ? suggestions.insteadOf(query.terms(), number) : List.of());
        });
    }

    private static Criteria criteria(
            int tenantNumber, SearchRequest request, ParsedQuery query, @Nullable Position after) {
        return new Criteria(
                tenantNumber,
                Conditions.of(query.expression(), request),
                query.terms().stream().map(Term::leaf).toList(),
                new Filters(
                        request.owner().orElse(null),
                        request.createdFrom().orElse(null),
                        request.createdBefore().orElse(null),
                        request.contentType().orElse(null),
                        request.shape().orElse(null),
                        request.filters()),
                after,
                request.offset(),
                request.limit(),
                request.countBound());
    }

    private List<SearchHit> hits(List<Hit> found, List<Term> terms) {
        Map<Integer, List<ImageTag>> tags = found.isEmpty()
                ? Map.of()
                : assertions.shown(
                        found.stream().map(hit -> hit.position().imageNumber()).toList(), ConfidenceBand.MEDIUM);
        return found.stream()
                .map(hit -> new SearchHit(
                        hit.image(),
                        tags.getOrDefault(hit.position().imageNumber(), List.of()),
                        hit.position().matchClass(),
                        hit.matchedTerms().stream()
                                .sorted()
                                .map(term -> terms.get(term).text())
                                .toList()))
                .toList();
    }

    private static String cursor(List<Hit> hits) {
        Position last = hits.get(hits.size() - 1).position();
        return CURSORS.encode(last.matchClass() + ":" + last.imageNumber());
    }

    private static Position position(String place) {
        int colon = place.indexOf(':');
        return new Position(
                MatchClass.valueOf(place.substring(0, colon)), Integer.parseInt(place.substring(colon + 1)));
    }
}
