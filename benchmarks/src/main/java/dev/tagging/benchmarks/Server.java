package dev.tagging.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/** A PostgreSQL that keeps what it is told, power cut or not: what is fast without fsync proves nothing. */
public final class Server implements AutoCloseable {

    private static final Map<String, String> CONFIGURATION = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "2GB",
            "effective_cache_size", "6GB",
            "maintenance_work_mem", "512MB",
            "max_wal_size", "4GB",
            "max_connections", "60",
            "jit", "off");

    private final EmbeddedPostgres server;

    private Server(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts the server of a directory, which is made when it is not there and kept when this ends. */
    public static Server start(Path directory) throws IOException {
        Files.createDirectories(directory);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setOutputRedirector(
                        Redirect.appendTo(directory.resolve("server.log").toFile()))
                .setPGStartupWait(Duration.ofMinutes(2));
        CONFIGURATION.forEach(builder::setServerConfig);
        return new Server(builder.start());
    }

    /** One connection after the other, each opened anew. */
    public DataSource database(String name) {
        return server.getDatabase("postgres", name);
    }

    /** Of the database that holds the collection, credentials included. */
    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** A pool, as hosts have one. */
    public HikariDataSource pool(String name, int size) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(database(name));
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(size);
        return pool;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
