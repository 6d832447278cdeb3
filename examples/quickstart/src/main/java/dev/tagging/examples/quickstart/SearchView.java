package dev.tagging.examples.quickstart;

import dev.tagging.InvalidQueryException;
import dev.tagging.SearchHit;
import dev.tagging.SearchRequest;
import dev.tagging.SearchResults;
import dev.tagging.TaggingServices;
import java.util.List;
import java.util.Optional;

/** Answers queries, page by page. */
final class SearchView {

    private static final int LONGEST_QUOTED = 76;

    private final TaggingServices library;
    private final Console console;
    private Optional<SearchRequest> next = Optional.empty();
    private long shown;

    SearchView(TaggingServices library, Console console) {
        this.library = library;
        this.console = console;
    }

    /** Answers a query with its first page, or says what is wrong with it. */
    void ask(String query, int pageSize) {
        shown = 0;
        next = Optional.empty();
        try {
            show(SearchRequest.of(query).limit(pageSize));
        } catch (InvalidQueryException e) {
            explain(query, e).forEach(console::say);
        }
    }

    /** Whether there is more of the last answer. */
    boolean hasMore() {
        return next.isPresent();
    }

    /** Shows the next page of the last answer, if there is one. */
    void more() {
        next.ifPresent(this::show);
    }

    /** The query with a mark where it went wrong, as long as it is short enough for a line, and the reason. */
    static List<String> explain(String query, InvalidQueryException e) {
        String reason = "This cannot be searched for: " + e.getMessage();
        String visible = Words.visible(query);
        if (TextWidth.of(visible) > LONGEST_QUOTED) {
            return List.of(reason);
        }
        String before = Words.visible(query.substring(0, Math.min(e.position(), query.length())));
        return List.of("  " + visible, "  " + " ".repeat(TextWidth.of(before)) + "^", reason);
    }

    private void show(SearchRequest request) {
        SearchResults results = library.search().search(request);
        if (shown == 0) {
            summarize(results);
        }
        Columns columns = new Columns(console);
        for (SearchHit hit : results.hits()) {
            columns.add(hit.image().filename(), TagText.of(hit.tags(), hit.matchedTerms()));
        }
        columns.lines().forEach(console::say);
        shown += results.hits().size();
        next = Optional.ofNullable(results.nextCursor()).map(request::after);
        if (hasMore()) {
            console.say(results.exact() ? "  and %,d more".formatted(results.total() - shown) : "  and more");
        }
    }

    private void summarize(SearchResults results) {
        if (!results.hits().isEmpty()) {
            console.say((results.exact() ? "" : "More than ") + Words.count(results.total(), "photo"));
        } else if (results.suggestions().isEmpty()) {
            console.say("No photo found.");
        } else {
            console.say("No photo found. Did you mean " + String.join(", ", results.suggestions()) + "?");
        }
    }
}
