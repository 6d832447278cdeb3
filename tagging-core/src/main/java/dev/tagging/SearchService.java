package dev.tagging;

/**
 * Search over filenames and tags of one tenant.
 *
 * <p>Words are combined with AND and match by their English stem; {@code "a phrase"}, {@code a OR b}, {@code -not},
 * {@code tag:name}, {@code category:color}, {@code source:user}, {@code begin*} and parentheses are understood, and the last
 * word also matches as the beginning of one. Results come in three classes, see {@link SearchHit.MatchClass}, and within
 * each newest registered first.
 */
public interface SearchService {

    /**
     * Finds images.
     *
     * @throws InvalidQueryException when the text makes no sense, naming the position
     */
    SearchResults search(SearchRequest request);

    /** Like {@link #search(SearchRequest)} with nothing but the text and the first page of 20. */
    default SearchResults search(String text) {
        return search(SearchRequest.of(text));
    }
}
