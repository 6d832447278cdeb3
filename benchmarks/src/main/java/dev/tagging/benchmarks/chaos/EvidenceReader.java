package dev.tagging.benchmarks.chaos;

import dev.tagging.benchmarks.chaos.Evidence.Assertion;
import dev.tagging.benchmarks.chaos.Evidence.Count;
import dev.tagging.benchmarks.chaos.Evidence.Job;
import dev.tagging.benchmarks.chaos.Evidence.JobEvent;
import dev.tagging.benchmarks.chaos.Evidence.Removal;
import dev.tagging.benchmarks.chaos.Evidence.Shown;
import dev.tagging.benchmarks.chaos.Evidence.Stored;
import dev.tagging.benchmarks.chaos.Evidence.TagEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what stands in the database, tables and diary. */
final class EvidenceReader {

    private static final String JOBS =
            """
            select i.image_id, j.state, j.claim_no
            from tagging.tagging_jobs j join tagging.images i on i.image_no = j.image_no
            """;

    private static final String JOB_EVENTS =
            """
            select e.transaction::text::bigint, i.image_id, e.old_state, e.new_state, e.old_claim, e.new_claim,
                   e.old_worker, e.new_worker, e.old_state = 'PROCESSING' and e.old_run_at > e.noted_at
            from chaos.job_events e join tagging.images i on i.image_no = e.image_no
            order by e.event_no
            """;

    private static final String TAG_EVENTS =
            """
            select e.transaction::text::bigint, i.image_id, t.name, s.model, e.confidence
            from chaos.tag_events e
            join tagging.images i on i.image_no = e.image_no
            join tagging.tags t on t.tag_no = e.tag_no
            join tagging.sources s on s.source_no = e.source_no
            where e.source_no <> 0
            order by e.event_no
            """;

    private static final String ASSERTIONS =
            """
            select i.image_id, t.name, nullif(s.model, ''), a.confidence, a.band < 3
            from tagging.image_tags a
            join tagging.images i on i.image_no = a.image_no
            join tagging.tags t on t.tag_no = a.tag_no
            join tagging.sources s on s.source_no = a.source_no
            """;

    private static final String REMOVALS =
            """
            select i.image_id, t.name
            from tagging.tag_removals r
            join tagging.images i on i.image_no = r.image_no
            join tagging.tags t on t.tag_no = r.tag_no
            """;

    private static final String SHOWN = "select image_id, name, source = 'USER' from tagging.image_tag_v1";

    private static final String FEEDBACK = "select user_id, count(*) from tagging.tag_feedback group by user_id";

    private static final String COUNTS =
            """
            select t.name, t.usage_count,
                   (select count(*) from tagging.image_tag_v1 v where v.tag_no = t.tag_no)
            from tagging.tags t
            """;

    private static final String PENDING = "select count(*) from tagging.tag_count_deltas";

    private static final String SEARCH =
            "select image_no || ' ' || shown_tags::text || ' ' || vector::text from tagging.image_search";

    private static final String REBUILD =
            "select tagging.rebuild_search(min(image_no), max(image_no)) from tagging.images";

    private final Connection connection;

    private EvidenceReader(Connection connection) {
        this.connection = connection;
    }

    /** @param connection in a transaction, in which nothing is changed in the end */
    static Stored read(Connection connection) throws SQLException {
        return new EvidenceReader(connection).read();
    }

    private Stored read() throws SQLException {
        return new Stored(
                rows(JOBS, row -> new Job(row.getString(1), row.getString(2), row.getLong(3))),
                rows(
                        JOB_EVENTS,
                        row -> new JobEvent(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getString(7),
                                row.getString(8),
                                row.getBoolean(9))),
                rows(
                        TAG_EVENTS,
                        row -> new TagEvent(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                confidence(row, 5))),
                rows(
                        ASSERTIONS,
                        row -> new Assertion(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                confidence(row, 4),
                                row.getBoolean(5))),
                rows(REMOVALS, row -> new Removal(row.getString(1), row.getString(2))),
                rows(SHOWN, row -> new Shown(row.getString(1), row.getString(2), row.getBoolean(3))),
                feedback(),
                rows(COUNTS, row -> new Count(row.getString(1), row.getLong(2), row.getLong(3))),
                rows(PENDING, row -> row.getLong(1)).get(0),
                differences());
    }

    private Map<String, Integer> feedback() throws SQLException {
        Map<String, Integer> entries = new HashMap<>();
        rows(FEEDBACK, row -> entries.put(row.getString(1), row.getInt(2)));
        return entries;
    }

    private List<String> differences() throws SQLException {
        Savepoint before = connection.setSavepoint();
        Set<String> kept = new LinkedHashSet<>(rows(SEARCH, row -> row.getString(1)));
        long pending = rows(PENDING, row -> row.getLong(1)).get(0);
        rows(REBUILD, row -> true);
        Set<String> rebuilt = new LinkedHashSet<>(rows(SEARCH, row -> row.getString(1)));
        long changed = rows(PENDING, row -> row.getLong(1)).get(0) - pending;
        connection.rollback(before);
        List<String> differences = new ArrayList<>();
        kept.stream().filter(row -> !rebuilt.contains(row)).forEach(row -> differences.add("kept: " + row));
        rebuilt.stream().filter(row -> !kept.contains(row)).forEach(row -> differences.add("rebuilt: " + row));
        if (changed != 0) {
            differences.add("use counts change " + changed + " times");
        }
        return differences;
    }

    private <T> List<T> rows(String sql, Mapper<T> mapper) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(mapper.map(rows));
            }
            return result;
        }
    }

    private static @Nullable Double confidence(ResultSet row, int column) throws SQLException {
        float value = row.getFloat(column);
        return row.wasNull() ? null : (double) value;
    }

    @FunctionalInterface
    private interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }
}
