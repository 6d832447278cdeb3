package dev.tagging.postgres;

import dev.tagging.tck.model.ModelContract;
import dev.tagging.tck.persistence.Adapter;
import javax.sql.DataSource;

class JdbcModelIT implements ModelContract {

    @Override
    public void migrate(DataSource dataSource) {
        TaggingSchema.migrate(dataSource);
    }

    @Override
    public Adapter connect(DataSource dataSource) {
        return JdbcAdapter.create(dataSource);
    }
}
