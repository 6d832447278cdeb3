package dev.tagging.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What has to be known of words to write and to plan a search: their stems, which never change, and the share of all images
 * that has them, which PostgreSQL samples whenever it analyzes {@code image_search}. Both are kept in memory.
 */
final class SearchDictionary {

    private static final int MAX_STEMS = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** Greater than any character of a lexeme: closes the range of lexemes with a common beginning. */
    private static final String AFTER_ALL = Character.toString(Character.MAX_CODE_POINT);

    private static final String STEM = "select coalesce((ts_lexize('tagging.word_stem', ?))[1], ?)";

    private static final String STATISTICS =
            """
            select c.reltuples as images, s.most_common_elems::text::text[] as lexemes,
                   s.most_common_elem_freqs as shares
            from pg_catalog.pg_class c
            left join pg_catalog.pg_stats s
              on s.schemaname = 'tagging' and s.tablename = 'image_search' and s.attname = 'vector'
            where c.oid = 'tagging.image_search'::regclass
            """;

    private final SqlExecutor sql;
    private final LongSupplier nanoTime;
    private final AtomicLong refreshAt;
    private final Map<String, String> stems = Collections.synchronizedMap(new RecentlyUsed<>(MAX_STEMS));
    private volatile Statistics statistics = Statistics.NONE;

    SearchDictionary(SqlExecutor sql, LongSupplier nanoTime) {
        this.sql = sql;
        this.nanoTime = nanoTime;
        this.refreshAt = new AtomicLong(nanoTime.getAsLong());
    }

    /** The stem of an English word; of any other the word itself. */
    String stem(String word) {
        String known = stems.get(word);
        if (known != null) {
            return known;
        }
        String stem = sql.query(STEM, row -> row.getString(1), word, word).get(0);
        stems.put(word, stem);
        return stem;
    }

    /** How many images can be searched, about; 0 as long as PostgreSQL has not analyzed them. */
    double images() {
        return statistics.images;
    }

    /** About the share of images that have a lexeme, 0 to 1. Of what is rare, and before the first analysis, it is 0. */
    double share(String lexeme) {
        return statistics.shares.getOrDefault(lexeme, 0.0);
    }

    /**
     * Likewise for all lexemes that begin so. Those too rare to be listed are taken to add as much again: no share that is too
     * small is what searches count on.
     */
    double shareOfAll(String beginning) {
        double listed = statistics.shares.subMap(beginning, beginning + AFTER_ALL).values().stream()
                .mapToDouble(share -> share)
                .sum();
        return Math.min(1, 2 * listed);
    }

    /** Reads the statistics when they are absent or old; other threads meanwhile use what there was. */
    void refresh() {
        long due = refreshAt.get();
        long now = nanoTime.getAsLong();
        if (now - due >= 0 && refreshAt.compareAndSet(due, now + KEPT.toNanos())) {
            statistics = sql.query(STATISTICS, SearchDictionary::statistics).stream()
                    .findFirst()
                    .orElse(Statistics.NONE);
        }
    }

    private static Statistics statistics(ResultSet row) throws SQLException {
        NavigableMap<String, Double> shares = new TreeMap<>();
        java.sql.Array lexemes = row.getArray("lexemes");
        if (lexemes != null) {
            // behind the shares of the lexemes stand the least and the greatest of them and the share of nulls
            Float[] numbers = (Float[]) row.getArray("shares").getArray();
            String[] names = (String[]) lexemes.getArray();
            for (int i = 0; i < names.length; i++) {
                shares.put(names[i], numbers[i].doubleValue());
            }
        }
        return new Statistics(Math.max(0, row.getDouble("images")), shares);
    }

    private record Statistics(double images, NavigableMap<String, Double> shares) {
        static final Statistics NONE = new Statistics(0, new TreeMap<>());
    }

    /** Forgets what was not asked for longest. */
    private static final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        private final int most;

        RecentlyUsed(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
