package dev.tagging.postgres;

import dev.tagging.tck.persistence.Adapter;
import dev.tagging.tck.persistence.PersistenceContract;
import javax.sql.DataSource;

class JdbcPersistenceIT implements PersistenceContract {

    @Override
    public void migrate(DataSource dataSource) {
        TaggingSchema.migrate(dataSource);
    }

    @Override
    public Adapter connect(DataSource dataSource) {
        return JdbcAdapter.create(dataSource);
    }

    @Override
    public boolean seesHostCommits() {
        return false;
    }
}
