package dev.tagging.jooq;

import dev.tagging.tck.persistence.Adapter;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A host with jOOQ. */
record JooqAdapter(DSLContext dsl, JooqPersistence persistence) implements Adapter {

    static JooqAdapter create(DataSource dataSource) {
        DSLContext dsl = DSL.using(dataSource, SQLDialect.POSTGRES);
        return new JooqAdapter(dsl, JooqPersistence.create(dsl));
    }

    @Override
    public void inHostTransaction(HostWork work) {
        dsl.transaction(transaction -> work.run(new JooqTransaction(persistence, transaction.dsl())));
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
