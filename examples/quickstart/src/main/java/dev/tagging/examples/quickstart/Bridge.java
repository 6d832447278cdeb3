package dev.tagging.examples.quickstart;

import dev.tagging.jooq.JooqPersistence;
import dev.tagging.jpa.JpaPersistence;
import dev.tagging.postgres.JdbcPersistence;
import dev.tagging.spi.persistence.Persistence;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The ways to the database that a host can choose from. All do the same. */
enum Bridge {
    JOOQ {
        @Override
        Connected connect(DataSource dataSource) {
            return new Connected(JooqPersistence.create(DSL.using(dataSource, SQLDialect.POSTGRES)), () -> {});
        }
    },
    JPA {
        @Override
        Connected connect(DataSource dataSource) {
            PersistenceConfiguration unit = new PersistenceConfiguration("quickstart")
                    .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                    .property("jakarta.persistence.nonJtaDataSource", dataSource);
            JpaPersistence.entities().forEach(unit::managedClass);
            EntityManagerFactory factory = unit.createEntityManagerFactory();
            return new Connected(JpaPersistence.create(factory), factory::close);
        }
    },
    JDBC {
        @Override
        Connected connect(DataSource dataSource) {
            return new Connected(JdbcPersistence.create(dataSource), () -> {});
        }
    };

    /** Makes the library's adapter over a pool of connections. */
    abstract Connected connect(DataSource dataSource);

    /**
     * The bridge of that name.
     *
     * @throws CannotRunException when there is none, naming those there are
     */
    static Bridge of(String name) throws CannotRunException {
        for (Bridge bridge : values()) {
            if (bridge.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return bridge;
            }
        }
        throw CannotRunException.usage("-Dpersistence is one of "
                + Arrays.stream(values()).map(Bridge::toString).collect(Collectors.joining(", ")) + ", not " + name);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The adapter, and what has to be closed after it was used. */
    record Connected(Persistence persistence, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }
}
