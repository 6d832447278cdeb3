package dev.tagging.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.Tagging;
import dev.tagging.UserId;
import dev.tagging.postgres.JdbcPersistence;
import dev.tagging.postgres.TaggingSchema;
import dev.tagging.tck.Crowd;
import dev.tagging.tck.PostgresDatabase;
import dev.tagging.tck.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/** Through a proxy that gives every transaction whatever connection is free, where PgBouncer is installed. */
class PgBouncerIT {

    /** Fewer than there are clients, so that they take turns. */
    private static final int SERVER_CONNECTIONS = 3;

    private static final int CLIENTS = 8;

    @RegisterExtension
    static final PostgresDatabase DATABASE = PostgresServer.newDatabase();

    private static final PGSimpleDataSource PROXY = new PGSimpleDataSource();

    private static @Nullable Daemon bouncer;

    @BeforeAll
    static void start() throws Exception {
        List<String> programs =
                Daemon.programs("pgbouncer").map(Object::toString).toList();
        assumeTrue(!programs.isEmpty() && Daemon.isPossible(), "PgBouncer is not installed");
        PGSimpleDataSource server = (PGSimpleDataSource) DATABASE.dataSource();
        PROXY.setServerNames(new String[] {"localhost"});
        PROXY.setPortNumbers(new int[] {Daemon.freePort()});
        PROXY.setDatabaseName(server.getDatabaseName());
        PROXY.setUser(server.getUser());
        PROXY.setPrepareThreshold(0);
        Daemon daemon = Daemon.of("nobody");
        bouncer = daemon;
        daemon.start(
                List.of(
                        programs.get(0),
                        daemon.write("pgbouncer.ini", configuration(server)).toString()),
                PROXY);
    }

    /** Whoever comes is let in, as the user of the server. */
    private static String configuration(PGSimpleDataSource server) {
        String password = server.getPassword();
        return """
                [databases]
                * = host=%s port=%d user=%s%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = %d
                max_client_conn = 100
                ignore_startup_parameters = extra_float_digits
                """
                .formatted(
                        server.getServerNames()[0],
                        server.getPortNumbers()[0],
                        server.getUser(),
                        password == null || password.isEmpty() ? "" : " password=" + password,
                        PROXY.getPortNumbers()[0],
                        SERVER_CONNECTIONS);
    }

    @AfterAll
    static void stop() throws Exception {
        if (bouncer != null) {
            bouncer.close();
        }
    }

    /** Four nodes at once. */
    @BeforeEach
    void migrate() {
        List<Integer> ran = Crowd.of(4, node -> TaggingSchema.migrate(PROXY));

        assertThat(ran.stream().mapToInt(Integer::intValue).sum())
                .isIn(0, TaggingSchema.scripts().size());
        TaggingSchema.verify(PROXY);
    }

    @Test
    void the_schema_is_migrated_and_undone_as_without() throws Exception {
        List<String> first = Catalogue.ofSchema(DATABASE.dataSource());

        assertThat(TaggingSchema.undo(PROXY, 0))
                .isEqualTo(TaggingSchema.scripts().size());
        assertThat(TaggingSchema.migrate(PROXY))
                .isEqualTo(TaggingSchema.scripts().size());

        assertThat(Catalogue.ofSchema(DATABASE.dataSource())).isEqualTo(first);
        try (PostgresDatabase direct = PostgresServer.newDatabase("tagging", TaggingSchema::migrate)) {
            assertThat(Catalogue.ofSchema(direct.dataSource())).isEqualTo(first);
        }
    }

    @Test
    void the_library_works_as_without() throws Exception {
        try (HikariDataSource pool = pool()) {
            RoundTrip.through(pool);
        }

        try (Connection connection = DATABASE.dataSource().getConnection()) {
            assertThat(strings(connection, "select objid from pg_locks where locktype = 'advisory'"))
                    .isEmpty();
        }
    }

    @Test
    void many_clients_on_few_connections_keep_their_transactions_apart() throws Exception {
        Set<String> connections = ConcurrentHashMap.newKeySet();
        try (HikariDataSource pool = pool()) {
            JdbcPersistence jdbc = JdbcPersistence.create(pool);
            try (Tagging tagging = Tagging.builder().persistence(jdbc).build()) {
                Crowd.of(CLIENTS, client -> {
                    for (int i = 0; i < 10; i++) {
                        ImageId image = ImageId.of("crowd-%d-%d".formatted(client, i));
                        try (Connection connection = pool.getConnection()) {
                            connection.setAutoCommit(false);
                            jdbc.join(connection, () -> {
                                tagging.catalog().register(NewImage.of(image, "crowd.jpg"));
                                tagging.tags().add(image, "crowd", UserId.of("user-" + client));
                            });
                            connections.addAll(strings(connection, "select pg_backend_pid()"));
                            if (i % 2 == 0) {
                                connection.commit();
                            } else {
                                connection.rollback();
                            }
                            connection.setAutoCommit(true);
                        }
                    }
                    return client;
                });

                assertThat(tagging.search().search("tag:crowd").total()).isEqualTo(CLIENTS * 5L);
            }
        }
        assertThat(connections).hasSizeBetween(2, SERVER_CONNECTIONS);
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(PROXY);
        config.setMaximumPoolSize(CLIENTS);
        return new HikariDataSource(config);
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> result = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                result.add(rows.getString(1));
            }
        }
        return result;
    }
}
