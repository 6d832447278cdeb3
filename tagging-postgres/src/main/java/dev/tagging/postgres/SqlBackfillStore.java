package dev.tagging.postgres;

import dev.tagging.Backfill;
import dev.tagging.Backfill.State;
import dev.tagging.BackfillRequest;
import dev.tagging.spi.persistence.BackfillStore;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.JobQueue.Priority;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Backfills, fed to the queue slice by slice. */
final class SqlBackfillStore implements BackfillStore {

    /** Images a backfill covers; the parameters are tenant, again, pipeline, and twice each limit of time. */
    private static final String COVERED =
            """
            i.tenant_no = ?
              and (? or not exists (select from tagging.tagging_jobs j
                                    where j.image_no = i.image_no and j.pipeline = ?))
              and (cast(? as timestamptz) is null or i.created_at >= ?)
              and (cast(? as timestamptz) is null or i.created_at < ?)
            """;

    private static final String CREATE =
            """
            with covered as (
                select count(*) as total, coalesce(max(i.image_no), 0) as last_no from tagging.images i where %s
            )
            insert into tagging.backfills (tenant_no, pipeline, again, created_from, created_before, state, total, last_no)
            select ?, ?, ?, ?, ?, 'RUNNING', c.total, c.last_no from covered c
            returning backfill_no
            """
                    .formatted(COVERED);

    private static final String LIST =
            """
            select b.*,
                   (select count(*) from tagging.tagging_jobs j
                    where j.backfill_no = b.backfill_no and j.state = 'COMPLETED') as completed,
                   (select count(*) from tagging.tagging_jobs j
                    where j.backfill_no = b.backfill_no and j.state = 'FAILED') as failed
            from tagging.backfills b
            where b.tenant_no = ? and (cast(? as bigint) is null or b.backfill_no = ?)
            order by b.backfill_no desc
            """;

    private static final String CHANGE =
            """
            update tagging.backfills
            set state = ?, finished_at = case when ? in ('CANCELLED', 'FINISHED') then clock_timestamp() end
            where tenant_no = ? and backfill_no = ? and state = ?
            """;

    /** Locks in the order of images; what a worker is just taking is skipped and runs on. */
    private static final String WAITING_JOBS =
            """
            select j.image_no, j.pipeline
            from tagging.tagging_jobs j
            where j.backfill_no = ? and j.state = 'WAITING'
            order by j.image_no
            for no key update skip locked
            """;

    private static final String HOLD_JOBS =
            """
            with waiting as (%s)
            update tagging.tagging_jobs j set run_at = 'infinity', updated_at = clock_timestamp()
            from waiting w
            where j.image_no = w.image_no and j.pipeline = w.pipeline
            """
                    .formatted(WAITING_JOBS);

    private static final String FREE_JOBS =
            """
            with waiting as (%s)
            update tagging.tagging_jobs j set run_at = clock_timestamp(), updated_at = clock_timestamp()
            from waiting w
            where j.image_no = w.image_no and j.pipeline = w.pipeline and j.run_at = 'infinity'
            """
                    .formatted(WAITING_JOBS);

    private static final String DROP_JOBS =
            """
            with waiting as (%s)
            delete from tagging.tagging_jobs j
            using waiting w
            where j.image_no = w.image_no and j.pipeline = w.pipeline
            """
                    .formatted(WAITING_JOBS);

    private static final String RUNNING =
            """
            select b.*,
                   (select count(*) from tagging.tagging_jobs j
                    where j.backfill_no = b.backfill_no and j.state in ('WAITING', 'PROCESSING')) as open
            from tagging.backfills b
            where b.state = 'RUNNING'
            order by b.backfill_no
            for no key update of b skip locked
            """;

    private static final String NEXT_IMAGES =
            """
            select i.image_no
            from tagging.images i
            where %s and i.image_no > ? and i.image_no <= ?
            order by i.image_no
            limit ?
            for no key update of i
            """
                    .formatted(COVERED);

    private static final String ADVANCE =
            "update tagging.backfills set position_no = ?, queued = queued + ? where backfill_no = ?";

    private static final String FINISH =
            "update tagging.backfills set state = 'FINISHED', finished_at = clock_timestamp() where backfill_no = ?";

    private final SqlExecutor sql;
    private final JobQueue jobs;

    SqlBackfillStore(SqlExecutor sql) {
        this.sql = sql;
        this.jobs = new SqlJobQueue(sql);
    }

    @Override
    public Backfill create(int tenant, BackfillRequest request) {
        Instant from = request.createdFrom();
        Instant before = request.createdBefore();
        long id = sql.query(
                        CREATE,
                        row -> row.getLong(1),
                        tenant,
                        request.retag(),
                        request.pipeline(),
                        from,
                        from,
                        before,
                        before,
                        tenant,
                        request.pipeline(),
                        request.retag(),
                        from,
                        before)
                .get(0);
        return find(tenant, id).orElseThrow();
    }

    @Override
    public List<Backfill> list(int tenant) {
        return sql.query(LIST, SqlBackfillStore::backfill, tenant, null, null);
    }

    @Override
    public Optional<Backfill> find(int tenant, long id) {
        return sql.query(LIST, SqlBackfillStore::backfill, tenant, id, id).stream()
                .findFirst();
    }

    @Override
    public boolean change(int tenant, long id, State from, State to) {
        if (sql.update(CHANGE, to.name(), to.name(), tenant, id, from.name()) == 0) {
            return false;
        }
        switch (to) {
            case PAUSED -> sql.update(HOLD_JOBS, id);
            case RUNNING -> sql.update(FREE_JOBS, id);
            case CANCELLED -> sql.update(DROP_JOBS, id);
            case FINISHED -> {}
        }
        return true;
    }

    @Override
    public int feed(int batch, int queueLimit) {
        int looked = 0;
        for (Running backfill : sql.query(RUNNING, SqlBackfillStore::running)) {
            if (backfill.position >= backfill.last) {
                if (backfill.open == 0) {
                    sql.update(FINISH, backfill.id);
                }
            } else if (backfill.open < queueLimit) {
                looked += feed(backfill, batch);
            }
        }
        return looked;
    }

    private int feed(Running backfill, int batch) {
        BackfillRequest request = backfill.request;
        List<Integer> images = sql.query(
                NEXT_IMAGES,
                row -> row.getInt(1),
                backfill.tenant,
                request.retag(),
                request.pipeline(),
                request.createdFrom(),
                request.createdFrom(),
                request.createdBefore(),
                request.createdBefore(),
                backfill.position,
                backfill.last,
                batch);
        jobs.enqueue(images, Set.of(request.pipeline()), Priority.BACKFILL, backfill.id);
        int position = images.size() < batch ? backfill.last : images.get(images.size() - 1);
        sql.update(ADVANCE, position, images.size(), backfill.id);
        return images.size();
    }

    private static Running running(ResultSet row) throws SQLException {
        return new Running(
                row.getLong("backfill_no"),
                row.getInt("tenant_no"),
                new BackfillRequest(
                        row.getString("pipeline"),
                        row.getBoolean("again"),
                        SqlRows.instantOrNull(row, "created_from"),
                        SqlRows.instantOrNull(row, "created_before")),
                row.getInt("position_no"),
                row.getInt("last_no"),
                row.getLong("open"));
    }

    private static Backfill backfill(ResultSet row) throws SQLException {
        return new Backfill(
                row.getLong("backfill_no"),
                row.getString("pipeline"),
                State.valueOf(row.getString("state")),
                row.getLong("total"),
                row.getLong("queued"),
                row.getLong("completed"),
                row.getLong("failed"),
                SqlRows.instant(row, "created_at"),
                SqlRows.instantOrNull(row, "finished_at"));
    }

    private record Running(long id, int tenant, BackfillRequest request, int position, int last, long open) {}
}
