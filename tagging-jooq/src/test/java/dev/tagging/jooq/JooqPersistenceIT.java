package dev.tagging.jooq;

import dev.tagging.postgres.TaggingSchema;
import dev.tagging.tck.persistence.Adapter;
import dev.tagging.tck.persistence.PersistenceContract;
import javax.sql.DataSource;

class JooqPersistenceIT implements PersistenceContract {

    @Override
    public void migrate(DataSource dataSource) {
        TaggingSchema.migrate(dataSource);
    }

    @Override
    public Adapter connect(DataSource dataSource) {
        return JooqAdapter.create(dataSource);
    }

    @Override
    public boolean seesHostCommits() {
        return false;
    }
}
