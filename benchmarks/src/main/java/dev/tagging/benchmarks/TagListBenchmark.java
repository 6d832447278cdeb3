package dev.tagging.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tagging.Tagging;
import dev.tagging.benchmarks.data.ImageCollection;
import dev.tagging.postgres.JdbcPersistence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Popular tags and completion of what is being typed: counts that are kept, beside counting. */
final class TagListBenchmark implements Benchmark {

    private static final int LIMIT = 10;
    private static final List<String> WORDS = List.of("beach", "street", "garden");
    private static final int ROUNDS = 5;

    private static final String PLAIN_POPULAR =
            """
            select t.name, count(*) as uses
            from plain.image_tags a join plain.tags t on t.id = a.tag_id
            group by t.id, t.name
            order by uses desc
            limit 10
            """;

    private static final String PLAIN_COMPLETION =
            """
            select t.name, count(a.image_id) as uses
            from plain.tags t left join plain.image_tags a on a.tag_id = t.id
            where t.name like ?
            group by t.id, t.name
            order by uses desc
            limit 10
            """;

    @Override
    public void run(Server server, ImageCollection collection) throws Exception {
        try (HikariDataSource pool = server.pool("postgres", 2);
                Tagging tagging = Tagging.builder()
                        .persistence(JdbcPersistence.create(pool))
                        .build()) {
            Table table = new Table("list", "p50 ms", "p95 ms", "plain p50 ms", "plain / ours (rounds)", "goal");
            measure(table, "popular tags", 1_000, pool, PLAIN_POPULAR, List.of(), i -> tagging.tags()
                    .popular(LIMIT));
            for (int letters = 1; letters <= 3; letters++) {
                int length = letters;
                List<String> typed =
                        WORDS.stream().map(word -> word.substring(0, length)).toList();
                measure(
                        table,
                        "completion of " + letters + (letters == 1 ? " letter" : " letters"),
                        300,
                        pool,
                        PLAIN_COMPLETION,
                        typed.stream().map(beginning -> beginning + "%").toList(),
                        i -> tagging.tags().suggest(typed.get(i % typed.size()), LIMIT));
            }
        }
    }

    private static void measure(
            Table table, String name, double goal, DataSource pool, String plain, List<String> typed, Contest.Run ours)
            throws Exception {
        Contest.Result result = new Contest()
                .add("ours", ours)
                .add("plain", i -> plain(pool, plain, typed.isEmpty() ? null : typed.get(i % typed.size())))
                .run(ROUNDS);
        Ratio ratio = result.ratio("plain", "ours");
        table.row(
                name,
                result.of("ours").medianMillis(),
                result.of("ours").p95Millis(),
                result.of("plain").medianMillis(),
                ratio,
                ratio.against(goal));
    }

    private static void plain(DataSource pool, String query, @Nullable String typed) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            if (typed != null) {
                statement.setString(1, typed);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getString(1);
                }
            }
        }
    }
}
