package dev.tagging.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tagging.SearchRequest;
import dev.tagging.SearchResults;
import dev.tagging.Shape;
import dev.tagging.Tagging;
import dev.tagging.UserId;
import dev.tagging.benchmarks.data.ImageCollection;
import dev.tagging.postgres.JdbcPersistence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Searches of every kind: the library's, with tags, terms and total of each hit; the plain way's ({@code ts_rank}, {@code
 * count(*)}, and the tags of the page); and {@code select 1}, which is what a round trip costs.
 */
final class SearchBenchmark implements Benchmark {

    private static final int ROUNDS = 5;

    private static final Instant MONTH = Instant.parse("2025-03-01T00:00:00Z");
    private static final Instant NEXT_MONTH = Instant.parse("2025-04-01T00:00:00Z");

    private static final String PLAIN_PAGE =
            """
            select i.id, i.filename, i.owner_id, i.content_type, i.width, i.height, i.created_at,
                   ts_rank(i.search_vector, q) as rank
            from plain.images i, %s q
            where i.search_vector @@ q%s
            order by rank desc
            limit 20
            """;

    private static final String PLAIN_COUNT = "select count(*) from plain.images i, %s q where i.search_vector @@ q%s";

    private static final String PLAIN_TAGS =
            """
            select a.image_id, t.name, t.category, a.source, a.confidence
            from plain.image_tags a join plain.tags t on t.id = a.tag_id
            where a.image_id = any (?)
            """;

    /**
     * One kind of search, with several of its queries.
     *
     * @param goal how many times quicker than the plain way it is to be
     */
    private record Kind(String name, double goal, List<Query> queries) {}

    /**
     * One search, for both.
     *
     * @param function makes a tsquery of {@code text}, as SQL
     * @param filter further conditions of the plain way, as SQL
     */
    private record Query(SearchRequest request, String function, String text, String filter) {}

    @Override
    public void run(Server server, ImageCollection collection) throws Exception {
        try (HikariDataSource pool = server.pool("postgres", 2);
                Tagging tagging = Tagging.builder()
                        .persistence(JdbcPersistence.create(pool))
                        .build()) {
            Table table = new Table(
                    "search",
                    "hits",
                    "p50 ms",
                    "p95 ms",
                    "longest ms",
                    "plain p50 ms",
                    "plain p95 ms",
                    "plain / ours (rounds)",
                    "`select 1` ms",
                    "goal");
            for (Kind kind : kinds(collection)) {
                table.row(measure(kind, tagging, pool).toArray());
            }
        }
    }

    private static List<Object> measure(Kind kind, Tagging tagging, HikariDataSource pool) throws Exception {
        int queries = kind.queries().size();
        List<String> totals = new ArrayList<>();
        for (Query query : kind.queries()) {
            SearchResults results = tagging.search().search(query.request());
            totals.add((results.exact() ? "" : "> ") + String.format(Locale.ROOT, "%,d", results.total()));
        }
        Contest.Result result = new Contest()
                .add("ours", i -> tagging.search()
                        .search(kind.queries().get(i % queries).request()))
                .add("plain", i -> plain(pool, kind.queries().get(i % queries)))
                .add("select 1", i -> Sql.number(pool, "select 1"))
                .run(ROUNDS);
        Samples ours = result.of("ours");
        Samples plain = result.of("plain");
        Ratio ratio = result.ratio("plain", "ours");
        return List.of(
                kind.name(),
                String.join(", ", totals),
                ours.medianMillis(),
                ours.p95Millis(),
                ours.longestMillis(),
                plain.medianMillis(),
                plain.p95Millis(),
                ratio,
                result.of("select 1").medianMillis(),
                ratio.against(kind.goal()));
    }

    /** As an application would: page, total, and the tags of the page. */
    private static int plain(HikariDataSource pool, Query query) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            List<Long> page = new ArrayList<>();
            try (PreparedStatement statement =
                    connection.prepareStatement(PLAIN_PAGE.formatted(query.function(), query.filter()))) {
                statement.setString(1, query.text());
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        page.add(rows.getLong(1));
                    }
                }
            }
            try (PreparedStatement statement =
                    connection.prepareStatement(PLAIN_COUNT.formatted(query.function(), query.filter()))) {
                statement.setString(1, query.text());
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                }
            }
            int tags = 0;
            try (PreparedStatement statement = connection.prepareStatement(PLAIN_TAGS)) {
                statement.setArray(1, connection.createArrayOf("int8", page.toArray()));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        rows.getString(2);
                        tags++;
                    }
                }
            }
            return tags;
        }
    }

    private static List<Kind> kinds(ImageCollection tags) {
        String[] common = {tags.name(0), tags.name(1), tags.name(4)};
        String[] medium = {tags.name(300), tags.name(700), tags.name(1_500)};
        String[] rare = {tags.name(0.2), tags.name(0.5), tags.name(0.9)};
        return List.of(
                kind("rare word", 1, words(rare)),
                kind("medium word", 1, words(medium)),
                kind("common word", 30, words(common)),
                kind("common AND common", 1, pairs(common, common, 1)),
                kind("common AND medium", 1, pairs(common, medium, 0)),
                kind("common AND rare", 1, pairs(common, rare, 0)),
                kind(
                        "common OR common",
                        30,
                        either(common[0], common[1]),
                        either(common[1], common[2]),
                        either(common[2], tags.name(7))),
                kind("prefix", 30, prefix("s"), prefix("wa"), prefix("be")),
                kind(
                        "common NOT common",
                        1,
                        without(common[0], common[1]),
                        without(common[1], tags.name(9)),
                        without(common[2], common[0])),
                kind("nothing but NOT", 1, query(SearchRequest.of("-" + common[0]), "-" + common[0], "")),
                kind("phrase", 1, phrase(tags.name(36)), phrase("golden retriever")),
                kind("common word, not in tags", 1, word("img"), word("2019")),
                kind("two common words that never meet", 1, word("img 2019")),
                kind(
                        "common word of one owner",
                        1,
                        owned(common[0], "user-0"),
                        owned(common[1], "user-5000"),
                        owned(common[2], "user-40")),
                kind("common word of one month", 1, dated(common[0]), dated(common[1])),
                kind("medium word, portraits", 1, portraits(medium[0]), portraits(medium[1])),
                kind("exact tag", 1, tagged(common[0]), tagged(medium[0]), tagged(rare[0])));
    }

    private static Kind kind(String name, double goal, Query... queries) {
        return new Kind(name, goal, List.of(queries));
    }

    private static Query[] words(String... words) {
        return Arrays.stream(words).map(SearchBenchmark::word).toArray(Query[]::new);
    }

    private static Query[] pairs(String[] first, String[] second, int shift) {
        Query[] pairs = new Query[first.length];
        for (int i = 0; i < first.length; i++) {
            pairs[i] = word(first[i] + " " + second[(i + shift) % second.length]);
        }
        return pairs;
    }

    /** The space behind keeps the last word from being a beginning. */
    private static Query word(String text) {
        return query(SearchRequest.of(text + " "), text, "");
    }

    private static Query either(String one, String other) {
        return query(SearchRequest.of(one + " OR " + other + " "), one + " or " + other, "");
    }

    private static Query without(String wanted, String unwanted) {
        return query(SearchRequest.of(wanted + " -" + unwanted), wanted + " -" + unwanted, "");
    }

    private static Query phrase(String text) {
        return query(SearchRequest.of('"' + text + '"'), '"' + text + '"', "");
    }

    private static Query prefix(String beginning) {
        return new Query(SearchRequest.of(beginning + "*"), "to_tsquery('simple', ?)", beginning + ":*", "");
    }

    private static Query tagged(String tag) {
        return query(SearchRequest.of("tag:\"" + tag + "\""), '"' + tag + '"', "");
    }

    private static Query owned(String text, String owner) {
        return query(SearchRequest.of(text + " ").ownedBy(UserId.of(owner)), text, " and i.owner_id = '" + owner + "'");
    }

    private static Query dated(String text) {
        return query(
                SearchRequest.of(text + " ").createdFrom(MONTH).createdBefore(NEXT_MONTH),
                text,
                " and i.created_at >= '" + MONTH + "' and i.created_at < '" + NEXT_MONTH + "'");
    }

    private static Query portraits(String text) {
        return query(SearchRequest.of(text + " ").shape(Shape.PORTRAIT), text, " and i.width < i.height");
    }

    private static Query query(SearchRequest request, String text, String filter) {
        return new Query(request, "websearch_to_tsquery('english', ?)", text, filter);
    }
}
