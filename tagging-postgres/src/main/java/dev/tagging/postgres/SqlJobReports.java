package dev.tagging.postgres;

import static dev.tagging.postgres.SqlRows.texts;

import dev.tagging.ImageId;
import dev.tagging.QueueStats.PipelineStats;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.spi.persistence.JobQueue.FailedPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the queue looks like. */
final class SqlJobReports {

    private static final String JOBS =
            """
            select i.image_id, j.image_no, j.pipeline, j.state, j.attempts, j.losses, j.run_at, j.worker, j.error_kind,
                   j.error, j.verdict, j.updated_at
            from tagging.tagging_jobs j
            join tagging.images i on i.image_no = j.image_no
            """;

    private static final String STATUS = JOBS + " where j.image_no = ? order by j.pipeline";

    private static final String FIND = JOBS + " where j.image_no = ? and j.pipeline = ?";

    private static final String FAILED = JOBS
            + """
             where j.state = 'FAILED' and i.tenant_no = ?
              and (j.updated_at < ? or (j.updated_at = ? and (j.image_no, j.pipeline) > (?, ?)))
            order by j.updated_at desc, j.image_no, j.pipeline
            limit ?
            """;

    private static final String OPEN =
            """
            select count(*) from tagging.tagging_jobs
            where pipeline = any (?) and state in ('WAITING', 'PROCESSING')
            """;

    /** Jobs that a paused backfill holds back are due at infinity, and not counted as due. */
    private static final String STATS =
            """
            with clock as materialized (
                select clock_timestamp() as now
            ), open as (
                select j.pipeline,
                       count(*) filter (where j.state = 'WAITING') as waiting,
                       count(*) filter (where j.state = 'PROCESSING') as processing,
                       min(j.run_at) filter (where j.state = 'WAITING') as oldest
                from tagging.tagging_jobs j
                where j.state in ('WAITING', 'PROCESSING')
                group by j.pipeline
            ), failed as (
                select j.pipeline, count(*) as failed
                from tagging.tagging_jobs j
                where j.state = 'FAILED'
                group by j.pipeline
            )
            select coalesce(o.pipeline, f.pipeline) as pipeline, coalesce(o.waiting, 0) as waiting,
                   coalesce(o.processing, 0) as processing, coalesce(f.failed, 0) as failed,
                   case when isfinite(o.oldest) then greatest(extract(epoch from c.now - o.oldest), 0) else 0 end as due,
                   greatest(extract(epoch from p.paused_until - c.now), 0) as paused
            from open o
            full join failed f on f.pipeline = o.pipeline
            cross join clock c
            left join tagging.pipeline_pauses p on p.pipeline = coalesce(o.pipeline, f.pipeline)
            """;

    private final SqlExecutor sql;

    SqlJobReports(SqlExecutor sql) {
        this.sql = sql;
    }

    List<TaggingJob> status(int imageNumber) {
        return sql.query(STATUS, SqlJobReports::job, imageNumber);
    }

    @Nullable
    TaggingJob find(int imageNumber, String pipeline) {
        List<TaggingJob> found = sql.query(FIND, SqlJobReports::job, imageNumber, pipeline);
        return found.isEmpty() ? null : found.get(0);
    }

    FailedPage failed(int tenant, @Nullable String cursor, int limit) {
        Place after = cursor == null ? Place.BEFORE_ALL : Place.parse(cursor);
        List<Map.Entry<TaggingJob, Integer>> rows = sql.query(
                FAILED,
                row -> Map.entry(job(row), row.getInt("image_no")),
                tenant,
                after.updatedAt,
                after.updatedAt,
                after.imageNumber,
                after.pipeline,
                limit + 1);
        List<TaggingJob> jobs =
                rows.stream().limit(limit).map(Map.Entry::getKey).toList();
        if (rows.size() <= limit) {
            return new FailedPage(jobs, null);
        }
        TaggingJob last = jobs.get(limit - 1);
        return new FailedPage(
                jobs, new Place(last.updatedAt(), rows.get(limit - 1).getValue(), last.pipeline()).format());
    }

    long open(Collection<String> pipelines) {
        return sql.query(OPEN, row -> row.getLong(1), (Object) texts(pipelines)).get(0);
    }

    Map<String, PipelineStats> stats() {
        Map<String, PipelineStats> result = new TreeMap<>();
        sql.query(
                        STATS,
                        row -> Map.entry(
                                row.getString("pipeline"),
                                new PipelineStats(
                                        row.getLong("waiting"),
                                        row.getLong("processing"),
                                        row.getLong("failed"),
                                        duration(row, "due"),
                                        "",
                                        duration(row, "paused"))))
                .forEach(entry -> result.put(entry.getKey(), entry.getValue()));
        return result;
    }

    private static Duration duration(ResultSet row, String column) throws SQLException {
        return Duration.ofMillis(Math.round(row.getDouble(column) * 1000));
    }

    private static TaggingJob job(ResultSet row) throws SQLException {
        String errorKind = row.getString("error_kind");
        return new TaggingJob(
                ImageId.of(row.getString("image_id")),
                row.getString("pipeline"),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getInt("losses"),
                SqlRows.instant(row, "run_at"),
                row.getString("worker"),
                errorKind == null ? null : ErrorKind.valueOf(errorKind),
                row.getString("error"),
                row.getString("verdict"),
                SqlRows.instant(row, "updated_at"));
    }

    /** A place in the list of failed jobs, as text {@code time/image/pipeline}. */
    private record Place(Instant updatedAt, int imageNumber, String pipeline) {

        /** Later than anything the database can hold a job for, and well within what it can hold. */
        static final Place BEFORE_ALL = new Place(Instant.parse("9999-12-31T00:00:00Z"), 0, "");

        static Place parse(String cursor) {
            String[] parts = cursor.split("/", 3);
            try {
                if (parts.length == 3) {
                    return new Place(Instant.parse(parts[0]), Integer.parseInt(parts[1]), parts[2]);
                }
            } catch (DateTimeParseException | NumberFormatException e) {
                throw new IllegalArgumentException("not a cursor of the list of failed jobs", e);
            }
            throw new IllegalArgumentException("not a cursor of the list of failed jobs");
        }

        String format() {
            return updatedAt + "/" + imageNumber + "/" + pipeline;
        }
    }
}
