package dev.tagging.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tagging.spi.persistence.Persistence;
import dev.tagging.tck.persistence.Adapter;
import dev.tagging.tck.persistence.PersistenceContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Everything is done by a role with no other rights than those of {@code grants.sql}. */
class JdbcPersistenceIT implements PersistenceContract {

    private static final String APP =
            "app_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private static final String PASSWORD = "of-a-test";

    @Override
    public void migrate(DataSource dataSource) {
        TaggingSchema.migrate(dataSource);
    }

    @Override
    public Adapter connect(DataSource dataSource) {
        HikariDataSource owners = (HikariDataSource) dataSource;
        grantRights(owners);
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(((PGSimpleDataSource) owners.getDataSource()).getUrl());
        server.setUser(APP);
        server.setPassword(PASSWORD);
        HikariConfig config = new HikariConfig();
        config.setDataSource(server);
        config.setMaximumPoolSize(owners.getMaximumPoolSize());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(owners.getConnectionTimeout());
        HikariDataSource pool = new HikariDataSource(config);
        return new AppAdapter(pool, JdbcAdapter.create(pool));
    }

    @Override
    public boolean seesHostCommits() {
        return false;
    }

    /** Those on tables to come are for the tables that the contract's host makes in the schema public. */
    private static synchronized void grantRights(DataSource owners) {
        try (Connection connection = owners.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    do $$ begin
                        if to_regrole('%1$s') is null then
                            create role %1$s login password '%2$s';
                        end if;
                    end $$;
                    alter default privileges in schema public grant all on tables to %1$s;
                    """
                            .formatted(APP, PASSWORD));
            statement.execute(TaggingSchema.grants(APP, APP));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private record AppAdapter(HikariDataSource pool, Adapter adapter) implements Adapter {

        @Override
        public Persistence persistence() {
            return adapter.persistence();
        }

        @Override
        public void inHostTransaction(HostWork work) throws Exception {
            adapter.inHostTransaction(work);
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
