package dev.tagging.jpa;

import dev.tagging.postgres.TaggingSchema;
import dev.tagging.tck.persistence.Adapter;
import dev.tagging.tck.persistence.PersistenceContract;
import javax.sql.DataSource;

class EclipseLinkPersistenceIT implements PersistenceContract {

    @Override
    public void migrate(DataSource dataSource) {
        TaggingSchema.migrate(dataSource);
    }

    @Override
    public Adapter connect(DataSource dataSource) {
        return JpaAdapter.create("org.eclipse.persistence.jpa.PersistenceProvider", dataSource);
    }

    @Override
    public boolean seesHostCommits() {
        return false;
    }
}
