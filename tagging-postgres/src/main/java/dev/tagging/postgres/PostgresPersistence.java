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

/** All stores over one bridge. Base of the adapters; hosts use those. */
public abstract class PostgresPersistence implements Persistence {

    private final Bridge<?> bridge;
    private final ImageStore images;
    private final TagStore tags;
    private final AssertionStore assertions;
    private final SearchIndex search;
    private final JobQueue jobs;
    private final BackfillStore backfills;
    private final UsageStore usage;

    protected PostgresPersistence(Bridge<?> bridge) {
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
