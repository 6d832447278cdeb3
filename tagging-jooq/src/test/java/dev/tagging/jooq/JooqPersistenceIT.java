package dev.tagging.jooq;

import dev.tagging.postgres.TaggingSchema;
import dev.tagging.tck.persistence.Adapter;
import dev.tagging.tck.persistence.PersistenceContract;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

class JooqPersistenceIT implements PersistenceContract {

    @Override
    public void migrate(DataSource dataSource) {
        TaggingSchema.migrate(dataSource);
    }

    @Override
    public Adapter connect(DataSource dataSource) {
        DSLContext dsl = DSL.using(dataSource, SQLDialect.POSTGRES);
        return new JooqAdapter(dsl, JooqPersistence.create(dsl));
    }

    @Override
    public boolean seesHostCommits() {
        return false;
    }

    private record JooqAdapter(DSLContext dsl, JooqPersistence persistence) implements Adapter {

        @Override
        public void inHostTransaction(HostWork work) {
            dsl.transaction(transaction -> work.run(new JooqTransaction(persistence, transaction.dsl())));
        }
    }

    private record JooqTransaction(JooqPersistence persistence, DSLContext dsl) implements Adapter.HostTransaction {

        @Override
        public void execute(String sql) {
            dsl.execute(sql);
        }

        @Override
        public void join(Runnable work) {
            persistence.join(dsl, work);
        }
    }
}
