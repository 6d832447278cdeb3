package dev.tagging.postgres;

import dev.tagging.spi.persistence.AssertionStore;
import dev.tagging.spi.persistence.BackfillStore;
import dev.tagging.spi.persistence.ImageStore;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.Persistence;
import dev.tagging.spi.persistence.SearchIndex;
import dev.tagging.spi.persistence.TagStore;
import dev.tagging.spi.persistence.Transactions;
import dev.tagging.spi.persistence.UsageStore;
import java.util.function.Supplier;

/**
 * All stores over one bridge. Base of the adapters; hosts use those.
 *
 * @param <C> what stands for a transaction of the host's
 */
public abstract class PostgresPersistence<C> implements Persistence {

    private final Bridge<C> bridge;
    private final ImageStore images;
    private final TagStore tags;
    private final AssertionStore assertions;
    private final SearchIndex search;
    private final JobQueue jobs;
    private final BackfillStore backfills;
    private final UsageStore usage;

    protected PostgresPersistence(Bridge<C> bridge) {
        this.bridge = bridge;
        SqlExecutor sql = new JdbcSqlExecutor(bridge);
        this.images = new SqlImageStore(sql);
        this.tags = new SqlTagStore(sql);
        this.assertions = new SqlAssertionStore(sql);
        this.search = new SqlSearchIndex(sql);
        this.jobs = new SqlJobQueue(sql);
        this.backfills = new SqlBackfillStore(sql);
        this.usage = new SqlUsageStore(sql);
    }

    /**
     * Lets all services called by {@code work} in this thread run inside {@code transaction}, which stays the caller's to
     * commit or roll back. Calls may nest.
     *
     * @throws IllegalStateException when it is no transaction that has begun
     */
    public final <T> T join(C transaction, Supplier<T> work) {
        return bridge.join(transaction, work);
    }

    /** Like {@link #join(Object, Supplier)} for work without a result. */
    public final void join(C transaction, Runnable work) {
        this.<Boolean>join(transaction, () -> {
            work.run();
            return true;
        });
    }

    @Override
    public Transactions transactions() {
        return bridge;
    }

    @Override
    public ImageStore images() {
        return images;
    }

    @Override
    public TagStore tags() {
        return tags;
    }

    @Override
    public AssertionStore assertions() {
        return assertions;
    }

    @Override
    public SearchIndex search() {
        return search;
    }

    @Override
    public JobQueue jobs() {
        return jobs;
    }

    @Override
    public BackfillStore backfills() {
        return backfills;
    }

    @Override
    public UsageStore usage() {
        return usage;
    }
}
