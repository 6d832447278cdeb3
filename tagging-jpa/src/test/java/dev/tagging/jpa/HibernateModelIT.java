package dev.tagging.jpa;

import dev.tagging.postgres.TaggingSchema;
import dev.tagging.tck.model.ModelContract;
import dev.tagging.tck.persistence.Adapter;
import javax.sql.DataSource;

class HibernateModelIT implements ModelContract {

    @Override
    public void migrate(DataSource dataSource) {
        TaggingSchema.migrate(dataSource);
    }

    @Override
    public Adapter connect(DataSource dataSource) {
        return JpaAdapter.create("org.hibernate.jpa.HibernatePersistenceProvider", dataSource);
    }
}
