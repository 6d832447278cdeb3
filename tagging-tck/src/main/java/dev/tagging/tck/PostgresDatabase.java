package dev.tagging.tck;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of its own on {@link PostgresServer}. Closing it closes its pools and drops it. In a test class, JUnit does that:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PostgresDatabase database = PostgresServer.newDatabase();
 * }</pre>
 *
 * <p>A static field lives as long as the class, any other as long as one test.
 */
public final class PostgresDatabase implements AutoCloseable, BeforeAllCallback, AfterAllCallback, AfterEachCallback {

    private final String name;
    private final Deque<HikariDataSource> pools = new ArrayDeque<>();
    private boolean ofClass;

    PostgresDatabase(String name) {
        this.name = name;
    }

    /** Connections without a pool: every one is opened when asked for, and closed when closed. */
    public DataSource dataSource() {
        return PostgresServer.dataSource(name);
    }

    /**
     * Opens a pool of at most {@code poolSize} connections, which is closed with the database. Whoever waits for a
     * connection longer than ten seconds fails.
     */
    public synchronized DataSource dataSource(int poolSize) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(PostgresServer.dataSource(name));
        config.setPoolName(name + "-" + (pools.size() + 1));
        config.setMaximumPoolSize(poolSize);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        HikariDataSource pool = new HikariDataSource(config);
        pools.push(pool);
        return pool;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ofClass = true;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!ofClass) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Closes all pools and drops the database, whoever is still connected. */
    @Override
    public synchronized void close() {
        while (!pools.isEmpty()) {
            pools.pop().close();
        }
        PostgresServer.drop(name);
    }
}
