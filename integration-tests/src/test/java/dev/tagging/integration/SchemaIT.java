package dev.tagging.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.Tagging;
import dev.tagging.TaggingException;
import dev.tagging.TaggingPersistenceException;
import dev.tagging.UserId;
import dev.tagging.postgres.JdbcPersistence;
import dev.tagging.postgres.TaggingSchema;
import dev.tagging.postgres.TaggingSchema.Mode;
import dev.tagging.tck.PostgresDatabase;
import dev.tagging.tck.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The schema comes, is checked, and goes. */
class SchemaIT {

    /** Everything of the schema that a script could have left behind or changed. */
    private static final String CATALOGUE =
            """
            select 'table ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                   || ' ' || a.attnotnull || ' ' || a.attidentity::text || ' '
                   || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
            where c.relnamespace = 'tagging'::regnamespace and c.relkind in ('r', 'v')
            union all
            select 'index ' || indexdef from pg_indexes where schemaname = 'tagging'
            union all
            select 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid)
            from pg_constraint where connamespace = 'tagging'::regnamespace
            union all
            select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'tagging'::regnamespace
            union all
            select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = 'tagging'::regnamespace and not t.tgisinternal
            union all
            select 'view ' || viewname || definition from pg_views where schemaname = 'tagging'
            union all
            select 'dictionary ' || dictname || dictinitoption from pg_ts_dict
            where dictnamespace = 'tagging'::regnamespace
            order by 1
            """;

    private PostgresDatabase database;
    private DataSource dataSource;

    @BeforeEach
    void anEmptyDatabase() {
        database = PostgresServer.newDatabase();
        dataSource = database.dataSource(8);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void migrating_undoing_and_migrating_again_gives_the_same_catalogue() throws Exception {
        TaggingSchema.migrate(dataSource);
        List<String> first = strings(CATALOGUE);

        TaggingSchema.undo(dataSource, 0);
        List<String> between = strings(CATALOGUE);
        TaggingSchema.migrate(dataSource);

        assertThat(first).hasSizeGreaterThan(100);
        assertThat(between).allMatch(line -> line.contains("schema_history"));
        assertThat(strings(CATALOGUE)).isEqualTo(first);
    }

    @Test
    void four_nodes_at_once_run_each_script_once() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        CountDownLatch start = new CountDownLatch(1);
        Callable<Integer> node = () -> {
            start.await();
            return TaggingSchema.migrate(dataSource);
        };

        List<Future<Integer>> runs =
                List.of(nodes.submit(node), nodes.submit(node), nodes.submit(node), nodes.submit(node));
        start.countDown();
        int ran = 0;
        for (Future<Integer> run : runs) {
            ran += run.get();
        }
        nodes.shutdown();

        assertThat(ran).isEqualTo(TaggingSchema.scripts().size());
    }

    @Test
    void verifying_names_what_is_missing() throws Exception {
        assertThatThrownBy(() -> TaggingSchema.apply(dataSource, Mode.VERIFY))
                .isInstanceOf(TaggingException.class)
                .hasMessageContaining("table images")
                .hasMessageContaining("TaggingSchema.migrate");

        TaggingSchema.apply(dataSource, Mode.MIGRATE);
        TaggingSchema.apply(dataSource, Mode.VERIFY);
        execute("drop trigger image_tags_deleted on tagging.image_tags");
        execute("drop index tagging.tagging_jobs_open");

        assertThatThrownBy(() -> TaggingSchema.verify(dataSource))
                .hasMessageContaining("trigger image_tags_deleted")
                .hasMessageContaining("index tagging_jobs_open")
                .hasMessageNotContaining("table");
    }

    @Test
    void a_schema_that_is_too_new_or_from_another_script_is_refused() throws Exception {
        TaggingSchema.migrate(dataSource);
        int own = TaggingSchema.scripts().size();

        execute("insert into tagging.schema_history (version, name, checksum) values (%d, 'next', '')"
                .formatted(own + 1));
        TaggingSchema.verify(dataSource);
        execute("update tagging.schema_history set version = version + 1 where name = 'next'");
        assertThatThrownBy(() -> TaggingSchema.verify(dataSource)).hasMessageContaining("use a newer library");

        execute("delete from tagging.schema_history where name = 'next'");
        execute("update tagging.schema_history set checksum = 'other'");
        assertThatThrownBy(() -> TaggingSchema.migrate(dataSource)).hasMessageContaining("another script");
    }

    @Test
    void a_role_with_the_granted_rights_can_do_everything_and_a_reader_reads_the_views() throws Exception {
        TaggingSchema.migrate(dataSource);
        String app = "app_" + Long.toHexString(System.nanoTime());
        String reader = "reader_" + Long.toHexString(System.nanoTime());
        execute("create role " + app);
        execute("create role " + reader);
        try {
            execute(TaggingSchema.grants(app, reader));

            String role = "set role " + app;
            try (Connection connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, role);
                JdbcPersistence persistence = JdbcPersistence.create(dataSource);
                try (Tagging tagging =
                        Tagging.builder().persistence(persistence).build()) {
                    persistence.join(connection, () -> {
                        tagging.catalog().register(NewImage.of("1", "beach.jpg"));
                        tagging.tags().add(ImageId.of(1), "sunset", UserId.of("ann"));
                        assertThat(tagging.search().search("sunset beach").total())
                                .isEqualTo(1);
                        tagging.catalog().remove(ImageId.of(1));
                    });
                }
                connection.commit();
                execute(connection, "set role " + reader);
                execute(connection, "select * from tagging.image_tag_v1");
                assertThatThrownBy(() -> execute(connection, "select * from tagging.images"))
                        .hasMessageContaining("permission denied");
                connection.rollback();
                execute(connection, "reset role");
                connection.commit();
            }
        } finally {
            execute("drop owned by " + app + ", " + reader);
            execute("drop role " + app + ", " + reader);
        }
    }

    @Test
    void without_the_schema_the_error_says_how_to_make_it() {
        try (Tagging tagging = Tagging.builder()
                .persistence(JdbcPersistence.create(dataSource))
                .build()) {
            assertThatThrownBy(() -> tagging.tags().popular(5))
                    .isInstanceOf(TaggingPersistenceException.class)
                    .hasMessageContaining("TaggingSchema.migrate");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> strings(String sql) throws SQLException {
        List<String> result = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                result.add(rows.getString(1));
            }
        }
        return result;
    }
}
