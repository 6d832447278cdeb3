package dev.tagging.jooq;

import dev.tagging.postgres.TaggingSchema;
import dev.tagging.tck.model.ModelContract;
import dev.tagging.tck.persistence.Adapter;
import javax.sql.DataSource;

class JooqModelIT implements ModelContract {

    @Override
    public void migrate(DataSource dataSource) {
        TaggingSchema.migrate(dataSource);
    }

    @Override
    public Adapter connect(DataSource dataSource) {
        return JooqAdapter.create(dataSource);
    }
}
