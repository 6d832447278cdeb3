package dev.tagging.postgres;

import dev.tagging.spi.persistence.UsageStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Limits that hold over all nodes. */
final class SqlUsageStore implements UsageStore {

    /** Nothing is inserted or updated when the limit does not allow it. */
    private static final String USE =
            """
            insert into tagging.usage_windows as u (scope, unit, window_start, used)
            select ?, ?, date_trunc(?, clock_timestamp(), 'UTC'), ?
            where cast(? as bigint) <= cast(? as bigint)
            on conflict (scope, unit, window_start) do update
            set used = u.used + excluded.used
            where u.used + excluded.used <= ?
            returning u.used
            """;

    private static final String NEXT_WINDOW =
            "select (date_trunc(?, clock_timestamp() at time zone 'UTC') + cast('1 ' || ? as interval)) at time zone 'UTC' as next";

    private static final String FORGET =
            """
            delete from tagging.usage_windows
            where window_start + cast('1 ' || unit as interval) < clock_timestamp() - make_interval(secs => ?)
            """;

    private final SqlExecutor sql;

    SqlUsageStore(SqlExecutor sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Instant> use(String scope, Window window, long amount, long limit) {
        String unit = window.name();
        List<Long> used = sql.query(USE, row -> row.getLong(1), scope, unit, unit, amount, amount, limit, limit);
        return used.isEmpty()
                ? Optional.of(sql.query(NEXT_WINDOW, row -> SqlRows.instant(row, "next"), unit, unit)
                        .get(0))
                : Optional.empty();
    }

    @Override
    public void add(String scope, Window window, long amount) {
        use(scope, window, amount, Long.MAX_VALUE);
    }

    @Override
    public int forget(Duration age) {
        return sql.update(FORGET, age.toMillis() / 1000.0);
    }
}
