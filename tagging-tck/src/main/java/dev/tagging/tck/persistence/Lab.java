package dev.tagging.tck.persistence;

import dev.tagging.tck.PostgresDatabase;
import dev.tagging.tck.PostgresServer;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;

/** A migrated database with the adapter on it. */
final class Lab implements AutoCloseable {

    private static final int POOL_SIZE = 16;

    private final PersistenceContract contract;
    private final PostgresDatabase database;
    private final Deque<Adapter> adapters = new ArrayDeque<>();
    private final Adapter adapter;
    private final Sql sql;

    Lab(PersistenceContract contract) {
        this.contract = contract;
        this.database = PostgresServer.newDatabase("tagging", contract::migrate);
        DataSource pool = database.dataSource(POOL_SIZE);
        this.adapter = connect(pool);
        this.sql = new Sql(pool);
    }

    /** The adapter over a pool that is large enough for everybody. */
    Adapter adapter() {
        return adapter;
    }

    /** SQL that goes past the library. */
    Sql sql() {
        return sql;
    }

    /** One more adapter on the same database, which has a single connection. */
    Adapter adapterWithOneConnection() {
        return connect(database.dataSource(1));
    }

    boolean seesHostCommits() {
        return contract.seesHostCommits();
    }

    private synchronized Adapter connect(DataSource dataSource) {
        Adapter connected = contract.connect(dataSource);
        adapters.push(connected);
        return connected;
    }

    @Override
    public synchronized void close() {
        while (!adapters.isEmpty()) {
            adapters.pop().close();
        }
        database.close();
    }
}
