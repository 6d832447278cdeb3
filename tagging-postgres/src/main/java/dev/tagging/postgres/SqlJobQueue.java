package dev.tagging.postgres;

import static dev.tagging.postgres.SqlRows.integers;
import static dev.tagging.postgres.SqlRows.texts;

import dev.tagging.QueueStats.PipelineStats;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.spi.persistence.JobQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The queue: changes of state. What only reads it is in {@link SqlJobReports}. */
final class SqlJobQueue implements JobQueue {

    private static final String ENQUEUE =
            """
            insert into tagging.tagging_jobs as j (image_no, pipeline, priority, backfill_no)
            select i.image_no, p.pipeline, ?, ?
            from unnest(?) i(image_no) cross join unnest(?) p(pipeline)
            order by 1, 2
            on conflict (image_no, pipeline) do update
            set state = 'WAITING',
                priority = case j.state when 'WAITING' then least(j.priority, excluded.priority)
                                        else excluded.priority end,
                run_at = case j.state when 'WAITING' then least(j.run_at, excluded.run_at) else excluded.run_at end,
                attempts = case j.state when 'WAITING' then j.attempts else 0 end,
                losses = case j.state when 'WAITING' then j.losses else 0 end,
                backfill_no = case j.state when 'WAITING' then coalesce(j.backfill_no, excluded.backfill_no)
                                           else excluded.backfill_no end,
                claim_no = j.claim_no + 1, worker = null, error_kind = null, error = null,
                updated_at = clock_timestamp()
            """;

    /**
     * Priority by priority, so that each look into the index begins at the longest due job and ends at the first that is not
     * due. Where to begin is up to {@link ClaimStarts}. The clock is read once, as a subquery: only then can it bound the index.
     */
    private static final String CLAIM =
            """
            with due as (
                select d.image_no, d.pipeline, d.state, d.priority, d.run_at
                from (values (0, cast(? as timestamptz)), (1, ?), (2, ?)) p(priority, since)
                cross join lateral (
                    select j.image_no, j.pipeline, j.state, j.priority, j.run_at
                    from tagging.tagging_jobs j
                    where j.pipeline = ? and j.priority = p.priority and j.state in ('WAITING', 'PROCESSING')
                      and j.run_at >= p.since and j.run_at <= (select clock_timestamp())
                      and not exists (select from tagging.pipeline_pauses x
                                      where x.pipeline = ? and x.paused_until > clock_timestamp())
                    order by j.run_at
                    limit ?
                    for no key update skip locked
                ) d
                limit ?
            )
            update tagging.tagging_jobs j
            set claim_no = j.claim_no + 1,
                losses = j.losses + case d.state when 'PROCESSING' then 1 else 0 end,
                state = case when d.state = 'PROCESSING' and j.losses + 1 >= ? then 'FAILED' else 'PROCESSING' end,
                error_kind = case d.state when 'PROCESSING' then 'LOST' else j.error_kind end,
                error = case d.state when 'PROCESSING' then 'worker ' || j.worker || ' vanished' else j.error end,
                worker = case when d.state = 'PROCESSING' and j.losses + 1 >= ? then null else ? end,
                run_at = clock_timestamp() + make_interval(secs => ?),
                updated_at = clock_timestamp()
            from due d
            where j.image_no = d.image_no and j.pipeline = d.pipeline
            returning j.image_no, j.pipeline, j.claim_no, j.state, d.priority, d.run_at as was_due_at
            """;

    private static final String RENEW =
            """
            with held as (
                select j.image_no, j.pipeline
                from unnest((select cast(? as int[])), (select cast(? as text[])), (select cast(? as bigint[]))) c(image_no, pipeline, claim_no)
                join tagging.tagging_jobs j
                  on j.image_no = c.image_no and j.pipeline = c.pipeline and j.claim_no = c.claim_no
                where j.state = 'PROCESSING'
                order by j.image_no, j.pipeline
                for no key update of j
            )
            update tagging.tagging_jobs j
            set run_at = clock_timestamp() + make_interval(secs => ?)
            from held h
            where j.image_no = h.image_no and j.pipeline = h.pipeline
            returning j.image_no, j.pipeline, j.claim_no
            """;

    /** Every change of a claimed job has to hold this. */
    private static final String HELD = " where image_no = ? and pipeline = ? and claim_no = ? and state = 'PROCESSING'";

    private static final String COMPLETE =
            """
            update tagging.tagging_jobs
            set state = 'COMPLETED', verdict = coalesce(?, verdict), worker = null, error_kind = null, error = null,
                run_at = clock_timestamp(), updated_at = clock_timestamp()\
            """
                    + HELD;

    private static final String RETRY_LATER =
            """
            update tagging.tagging_jobs
            set attempts = attempts + 1, state = case when attempts + 1 >= ? then 'FAILED' else 'WAITING' end,
                run_at = clock_timestamp() + make_interval(secs => ?), error_kind = ?, error = ?, worker = null,
                claim_no = claim_no + 1, updated_at = clock_timestamp()\
            """
                    + HELD + " returning state";

    private static final String SNOOZE =
            """
            update tagging.tagging_jobs
            set state = 'WAITING', run_at = clock_timestamp() + make_interval(secs => ?), error_kind = ?, error = ?,
                worker = null, claim_no = claim_no + 1, updated_at = clock_timestamp()\
            """
                    + HELD;

    private static final String FAIL =
            """
            update tagging.tagging_jobs
            set state = 'FAILED', error_kind = ?, error = ?, worker = null, claim_no = claim_no + 1,
                updated_at = clock_timestamp()\
            """
                    + HELD;

    private static final String RELEASE =
            """
            update tagging.tagging_jobs j
            set state = 'WAITING', run_at = clock_timestamp(), worker = null, claim_no = j.claim_no + 1,
                updated_at = clock_timestamp()
            from (
                select x.image_no, x.pipeline
                from unnest((select cast(? as int[])), (select cast(? as text[])), (select cast(? as bigint[]))) c(image_no, pipeline, claim_no)
                join tagging.tagging_jobs x
                  on x.image_no = c.image_no and x.pipeline = c.pipeline and x.claim_no = c.claim_no
                where x.state = 'PROCESSING'
                order by x.image_no, x.pipeline
                for no key update of x
            ) h
            where j.image_no = h.image_no and j.pipeline = h.pipeline
            """;

    private static final String COMPLETE_ANY =
            """
            insert into tagging.tagging_jobs as j (image_no, pipeline, state, priority, verdict)
            values (?, ?, 'COMPLETED', 0, ?)
            on conflict (image_no, pipeline) do update
            set state = 'COMPLETED', verdict = coalesce(excluded.verdict, j.verdict), claim_no = j.claim_no + 1,
                worker = null, error_kind = null, error = null, run_at = clock_timestamp(),
                updated_at = clock_timestamp()
            """;

    private static final String PAUSE =
            """
            insert into tagging.pipeline_pauses as p (pipeline, paused_until, reason)
            values (?, clock_timestamp() + make_interval(secs => ?), ?)
            on conflict (pipeline) do update
            set paused_until = excluded.paused_until, reason = excluded.reason
            where p.paused_until < excluded.paused_until
            """;

    private static final String RETRY =
            """
            update tagging.tagging_jobs j
            set state = 'WAITING', attempts = 0, losses = 0, priority = 0, run_at = clock_timestamp(),
                claim_no = j.claim_no + 1, error_kind = null, error = null, updated_at = clock_timestamp()
            """;

    private static final String RETRY_ONE = RETRY + " where image_no = ? and pipeline = ? and state = 'FAILED'";

    private static final String RETRY_ALL = RETRY
            + """
             from (
                select x.image_no
                from tagging.tagging_jobs x
                join tagging.images i on i.image_no = x.image_no
                where x.state = 'FAILED' and x.pipeline = ? and i.tenant_no = ?
                order by x.image_no
                for no key update of x
            ) f
            where j.image_no = f.image_no and j.pipeline = ? and j.state = 'FAILED'
            """;

    private final SqlExecutor sql;
    private final SqlJobReports reports;
    private final ClaimStarts starts = new ClaimStarts(System::nanoTime);

    SqlJobQueue(SqlExecutor sql) {
        this.sql = sql;
        this.reports = new SqlJobReports(sql);
    }

    @Override
    public void enqueue(
            Collection<Integer> imageNumbers, Set<String> pipelines, Priority priority, @Nullable Long backfill) {
        if (!imageNumbers.isEmpty() && !pipelines.isEmpty()) {
            sql.update(ENQUEUE, Codes.of(priority), backfill, integers(imageNumbers), texts(pipelines));
        }
    }

    @Override
    public Claimed claim(String pipeline, int max, String worker, Duration lease, int maxLosses) {
        List<Instant> start = starts.of(pipeline);
        List<Found> found = claim(pipeline, max, worker, lease, maxLosses, start);
        starts.found(pipeline, start, found.stream().map(Found::due).toList(), found.size() == max);
        if (found.size() < max && !ClaimStarts.isBeginning(start)) {
            found = new ArrayList<>(found);
            found.addAll(claim(pipeline, max - found.size(), worker, lease, maxLosses, starts.of(pipeline)));
        }
        return new Claimed(
                found.stream().filter(job -> !job.lost).map(Found::claim).toList(),
                found.stream().filter(Found::lost).map(Found::claim).toList());
    }

    private List<Found> claim(
            String pipeline, int max, String worker, Duration lease, int maxLosses, List<Instant> start) {
        return sql.query(
                CLAIM,
                row -> new Found(
                        claim(row),
                        row.getString("state").equals("FAILED"),
                        new ClaimStarts.Due(row.getInt("priority"), SqlRows.instant(row, "was_due_at"))),
                start.get(0),
                start.get(1),
                start.get(2),
                pipeline,
                pipeline,
                max,
                max,
                maxLosses,
                maxLosses,
                worker,
                seconds(lease));
    }

    @Override
    public Set<Claim> renew(Collection<Claim> claims, Duration lease) {
        return claims.isEmpty()
                ? Set.of()
                : new HashSet<>(sql.query(
                        RENEW, SqlJobQueue::claim, images(claims), pipelines(claims), numbers(claims), seconds(lease)));
    }

    @Override
    public boolean complete(Claim claim, @Nullable String verdict) {
        return sql.update(COMPLETE, verdict, claim.imageNumber(), claim.pipeline(), claim.number()) > 0;
    }

    @Override
    public Outcome retryLater(Claim claim, Duration delay, int maxAttempts, ErrorKind kind, String error) {
        List<String> states = sql.query(
                RETRY_LATER,
                row -> row.getString(1),
                maxAttempts,
                seconds(delay),
                kind.name(),
                error,
                claim.imageNumber(),
                claim.pipeline(),
                claim.number());
        return states.isEmpty() ? Outcome.STALE : states.get(0).equals("FAILED") ? Outcome.FAILED : Outcome.RETRIED;
    }

    @Override
    public boolean snooze(Claim claim, Duration delay, ErrorKind kind, String error) {
        return sql.update(
                        SNOOZE,
                        seconds(delay),
                        kind.name(),
                        error,
                        claim.imageNumber(),
                        claim.pipeline(),
                        claim.number())
                > 0;
    }

    @Override
    public boolean fail(Claim claim, ErrorKind kind, String error) {
        return sql.update(FAIL, kind.name(), error, claim.imageNumber(), claim.pipeline(), claim.number()) > 0;
    }

    @Override
    public int release(Collection<Claim> claims) {
        return claims.isEmpty() ? 0 : sql.update(RELEASE, images(claims), pipelines(claims), numbers(claims));
    }

    @Override
    public void completeAny(int imageNumber, String pipeline, @Nullable String verdict) {
        sql.update(COMPLETE_ANY, imageNumber, pipeline, verdict);
    }

    @Override
    public void pause(String pipeline, Duration atLeast, String reason) {
        sql.update(PAUSE, pipeline, seconds(atLeast), reason);
    }

    @Override
    public boolean retry(int imageNumber, String pipeline) {
        return sql.update(RETRY_ONE, imageNumber, pipeline) > 0;
    }

    @Override
    public int retryFailed(int tenant, String pipeline) {
        return sql.update(RETRY_ALL, pipeline, tenant, pipeline);
    }

    @Override
    public List<TaggingJob> status(int imageNumber) {
        return reports.status(imageNumber);
    }

    @Override
    public @Nullable TaggingJob find(int imageNumber, String pipeline) {
        return reports.find(imageNumber, pipeline);
    }

    @Override
    public FailedPage failed(int tenant, @Nullable String cursor, int limit) {
        return reports.failed(tenant, cursor, limit);
    }

    @Override
    public long open(Collection<String> pipelines) {
        return reports.open(pipelines);
    }

    @Override
    public Map<String, PipelineStats> stats() {
        return reports.stats();
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(row.getInt("image_no"), row.getString("pipeline"), row.getLong("claim_no"));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static Integer[] images(Collection<Claim> claims) {
        return claims.stream().map(Claim::imageNumber).toArray(Integer[]::new);
    }

    private static String[] pipelines(Collection<Claim> claims) {
        return claims.stream().map(Claim::pipeline).toArray(String[]::new);
    }

    private static Long[] numbers(Collection<Claim> claims) {
        return claims.stream().map(Claim::number).toArray(Long[]::new);
    }

    /** A claimed job. */
    private record Found(Claim claim, boolean lost, ClaimStarts.Due due) {}
}
