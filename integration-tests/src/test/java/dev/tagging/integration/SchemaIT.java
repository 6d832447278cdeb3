package dev.tagging.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.TagName;
import dev.tagging.Tagging;
import dev.tagging.TaggingException;
import dev.tagging.TaggingPersistenceException;
import dev.tagging.UserId;
import dev.tagging.postgres.JdbcPersistence;
import dev.tagging.postgres.TaggingSchema;
import dev.tagging.postgres.TaggingSchema.Mode;
import dev.tagging.tck.Crowd;
import dev.tagging.tck.PostgresDatabase;
import dev.tagging.tck.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema comes, is checked, and goes. */
class SchemaIT {

    /** For tests that change nothing for good. */
    @RegisterExtension
    static final PostgresDatabase MIGRATED = PostgresServer.newDatabase("tagging", TaggingSchema::migrate);

    /** Every object that could be dropped by mistake, and the statement that does. */
    private static final String DROPS =
            """
            select 'table ' || c.relname, format('drop table %s cascade', c.oid::regclass)
            from pg_class c where c.relkind = 'r' and c.relnamespace = 'tagging'::regnamespace and c.relname <> 'schema_history'
            union all
            select case a.attgenerated when 's' then 'generated ' else '' end || 'column ' || c.relname || '.' || a.attname,
                   format('alter table %s drop column %I cascade', c.oid::regclass, a.attname)
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind = 'r' and c.relnamespace = 'tagging'::regnamespace and c.relname <> 'schema_history'
            union all
            select 'view ' || c.relname, format('drop view %s', c.oid::regclass)
            from pg_class c where c.relkind = 'v' and c.relnamespace = 'tagging'::regnamespace
            union all
            select 'index ' || c.relname, format('drop index %s', c.oid::regclass)
            from pg_class c join pg_index i on i.indexrelid = c.oid
            where c.relnamespace = 'tagging'::regnamespace
              and not exists (select from pg_constraint o where o.conindid = c.oid and o.contype in ('p', 'u'))
            union all
            select 'trigger ' || t.tgname, format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname)
            from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where not t.tgisinternal and c.relnamespace = 'tagging'::regnamespace
            union all
            select case p.prokind when 'a' then 'aggregate ' else 'function ' end || p.proname,
                   format('drop routine %s cascade', p.oid::regprocedure)
            from pg_proc p where p.pronamespace = 'tagging'::regnamespace
            union all
            select 'text search dictionary ' || d.dictname, format('drop text search dictionary %s', d.oid::regdictionary)
            from pg_ts_dict d where d.dictnamespace = 'tagging'::regnamespace
            """;

    @RegisterExtension
    final PostgresDatabase empty = PostgresServer.newDatabase();

    private final DataSource dataSource = empty.dataSource();

    @Test
    void migrating_undoing_and_migrating_again_gives_the_same_catalogue() throws Exception {
        List<String> elsewhere = Catalogue.elsewhere(dataSource);
        TaggingSchema.migrate(dataSource);
        List<String> first = Catalogue.ofSchema(dataSource);
        List<String> firstRows = seededRows();

        int undone = TaggingSchema.undo(dataSource, 0);
        List<String> between = Catalogue.ofSchema(dataSource);
        int migrated = TaggingSchema.migrate(dataSource);

        assertThat(first).hasSizeGreaterThan(200);
        assertThat(undone).isEqualTo(migrated).isEqualTo(TaggingSchema.scripts().size());
        assertThat(between)
                .hasSizeLessThan(20)
                .allMatch(line -> line.startsWith("schema ")
                        || line.contains("tagging.schema_history")
                        || line.contains("tagging._schema_history"));
        assertThat(Catalogue.ofSchema(dataSource)).isEqualTo(first);
        assertThat(seededRows()).isEqualTo(firstRows);
        assertThat(Catalogue.elsewhere(dataSource)).isEqualTo(elsewhere);
    }

    @Test
    void undoing_what_a_host_has_built_upon_fails_and_changes_nothing() throws Exception {
        TaggingSchema.migrate(dataSource);
        execute("create view my_images as select * from tagging.image_v1");
        List<String> before = Catalogue.ofSchema(dataSource);

        assertThatThrownBy(() -> TaggingSchema.undo(dataSource, 0))
                .isInstanceOf(TaggingPersistenceException.class)
                .hasStackTraceContaining("my_images");

        assertThat(Catalogue.ofSchema(dataSource)).isEqualTo(before);
        TaggingSchema.verify(dataSource);
    }

    @Test
    void four_nodes_at_once_run_each_script_once() throws Exception {
        List<Integer> ran = Crowd.of(4, node -> TaggingSchema.migrate(empty.dataSource()));

        assertThat(ran.stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(TaggingSchema.scripts().size());
        assertThat(ran.stream().filter(scripts -> scripts > 0)).hasSize(1);
        assertThat(
                        strings(
                                "select format('%s %s %s', version, name, checksum) from tagging.schema_history order by version"))
                .isEqualTo(TaggingSchema.scripts().stream()
                        .map(script -> "%d %s %s".formatted(script.version(), script.name(), script.checksum()))
                        .toList());
        TaggingSchema.verify(dataSource);
    }

    @Test
    void a_script_that_fails_on_one_of_four_nodes_leaves_nothing_behind() throws Exception {
        execute("create schema tagging");
        execute("create function tagging.refresh_search(int[]) returns int language sql as 'select 1'");
        List<String> before = Catalogue.ofSchema(dataSource);

        List<Boolean> failed = Crowd.of(4, node -> {
            try {
                TaggingSchema.migrate(empty.dataSource());
                return false;
            } catch (TaggingPersistenceException e) {
                return true;
            }
        });

        assertThat(failed).containsOnly(true);
        assertThat(Catalogue.ofSchema(dataSource)).isEqualTo(before);
    }

    @Test
    void verifying_an_empty_database_says_that_there_is_no_schema() {
        assertThatThrownBy(() -> TaggingSchema.apply(dataSource, Mode.VERIFY))
                .isInstanceOf(TaggingException.class)
                .hasMessage("there is no schema tagging; run TaggingSchema.migrate(dataSource), "
                        + "or the scripts of TaggingSchema.scripts()");
    }

    @Test
    void verifying_names_every_object_that_could_be_missing() throws Exception {
        DataSource migrated = MIGRATED.dataSource();
        TaggingSchema.apply(migrated, Mode.VERIFY);

        try (Connection connection = migrated.getConnection()) {
            connection.setAutoCommit(false);
            DataSource unfinished = OneConnection.dataSource(connection);
            List<String> objects = rows(connection, DROPS, 1);
            List<String> drops = rows(connection, DROPS, 2);
            assertThat(objects).hasSizeGreaterThan(120);
            for (int i = 0; i < objects.size(); i++) {
                execute(connection, "savepoint complete");
                execute(connection, drops.get(i));
                assertThatThrownBy(() -> TaggingSchema.verify(unfinished))
                        .as(drops.get(i))
                        .isInstanceOf(TaggingException.class)
                        .hasMessageStartingWith("the schema tagging is incomplete: it lacks ")
                        .hasMessageMatching("(?s).*[ ,]" + objects.get(i) + "[,;].*");
                execute(connection, "rollback to complete");
            }
            TaggingSchema.verify(unfinished);
            connection.rollback();
        }
    }

    @Test
    void verifying_names_nothing_but_what_is_missing() throws Exception {
        TaggingSchema.migrate(dataSource);
        execute("drop trigger image_tags_deleted on tagging.image_tags");
        execute("drop index tagging.tagging_jobs_open");
        execute("alter table tagging.tagging_jobs drop column verdict");

        assertThatThrownBy(() -> TaggingSchema.verify(dataSource))
                .hasMessage(
                        "the schema tagging is incomplete: it lacks index tagging_jobs_open, trigger image_tags_deleted, "
                                + "column tagging_jobs.verdict; run TaggingSchema.migrate(dataSource), "
                                + "or the scripts of TaggingSchema.scripts()");
    }

    @Test
    void an_index_that_was_not_built_to_its_end_counts_as_missing() throws Exception {
        TaggingSchema.migrate(dataSource);
        execute("update pg_index set indisvalid = false where indexrelid = 'tagging.images_owner'::regclass");

        assertThatThrownBy(() -> TaggingSchema.verify(dataSource)).hasMessageContaining("it lacks index images_owner;");
    }

    @Test
    void an_older_schema_is_named_with_what_it_lacks() {
        TaggingSchema.migrate(dataSource);
        TaggingSchema.undo(dataSource, 0);

        assertThatThrownBy(() -> TaggingSchema.verify(dataSource))
                .hasMessageStartingWith(
                        "the schema tagging is at version 0, this library needs version %d: it lacks text search dictionary word_stem, "
                                .formatted(TaggingSchema.scripts().size()));
    }

    @Test
    void scripts_that_a_host_ran_itself_are_verified_by_what_is_there() throws Exception {
        execute("create schema tagging");
        for (TaggingSchema.Script script : TaggingSchema.scripts()) {
            execute(script.sql());
        }

        TaggingSchema.verify(dataSource);

        execute("drop view tagging.image_tag_v1");
        assertThatThrownBy(() -> TaggingSchema.verify(dataSource)).hasMessageContaining("it lacks view image_tag_v1;");
    }

    @Test
    void a_schema_that_is_too_new_or_from_another_script_is_refused() throws Exception {
        TaggingSchema.migrate(dataSource);
        int own = TaggingSchema.scripts().size();

        execute("insert into tagging.schema_history (version, name, checksum) values (%d, 'next', '')"
                .formatted(own + 1));
        TaggingSchema.verify(dataSource);
        execute("update tagging.schema_history set version = version + 1 where name = 'next'");
        assertThatThrownBy(() -> TaggingSchema.verify(dataSource))
                .hasMessage(
                        "the schema tagging is at version %d, this library works with %d and %d: use a newer library"
                                .formatted(own + 2, own, own + 1));

        execute("delete from tagging.schema_history where name = 'next'");
        execute("update tagging.schema_history set checksum = 'other'");
        for (Mode mode : List.of(Mode.VERIFY, Mode.MIGRATE)) {
            assertThatThrownBy(() -> TaggingSchema.apply(dataSource, mode))
                    .hasMessageContaining("version 1 of the schema tagging was installed from another script")
                    .hasMessageContaining("its checksum is 'other'");
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

    @Test
    void undoing_takes_all_data_along() throws Exception {
        TaggingSchema.migrate(dataSource);
        List<String> fresh = seededRows();
        try (Tagging tagging = Tagging.builder()
                .persistence(JdbcPersistence.create(dataSource))
                .build()) {
            tagging.catalog().register(NewImage.of("1", "beach.jpg"));
            tagging.tags().add(ImageId.of(1), "sunset", UserId.of("ann"));
        }

        TaggingSchema.undo(dataSource, 0);
        TaggingSchema.migrate(dataSource);

        assertThat(seededRows()).isEqualTo(fresh);
    }

    /** As tests of hosts do between one another. */
    @Test
    void truncating_images_takes_what_is_said_of_them_along() throws Exception {
        TaggingSchema.migrate(dataSource);
        try (Tagging tagging = Tagging.builder()
                .persistence(JdbcPersistence.create(dataSource))
                .build()) {
            tagging.catalog().register(NewImage.of("1", "beach.jpg"));
            tagging.tags().add(ImageId.of(1), "sunset", UserId.of("ann"));

            execute("truncate tagging.images restart identity cascade");
            tagging.catalog().register(NewImage.of("2", "lake.jpg"));

            assertThat(tagging.tags().tagsOf(ImageId.of(2))).isEmpty();
            assertThat(strings("select tag_no from tagging.image_tags")).isEmpty();
            assertThat(tagging.tags().popular(10)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"image_tags", "tag_removals", "image_search"})
    void nothing_that_search_and_counts_depend_on_can_be_truncated_by_itself(String table) throws Exception {
        TaggingSchema.migrate(dataSource);
        execute("truncate tagging." + table);
        try (Tagging tagging = Tagging.builder()
                .persistence(JdbcPersistence.create(dataSource))
                .build()) {
            tagging.catalog().register(NewImage.of("1", "beach.jpg"));
        }

        assertThatThrownBy(() -> execute("truncate tagging." + table))
                .hasMessageContaining(table + " cannot be emptied while there are images");
    }

    @Test
    void rebuilding_follows_another_dictionary() throws Exception {
        TaggingSchema.migrate(dataSource);
        try (Tagging tagging = Tagging.builder()
                .persistence(JdbcPersistence.create(dataSource))
                .build()) {
            tagging.catalog().register(NewImage.of("1", "running.jpg"));
            tagging.tags().add(ImageId.of(1), "swimming", UserId.of("ann"));
            tagging.tags().getOrCreate(TagName.of("jumping"));
            assertThat(tagging.search().search("swims runs ").total()).isEqualTo(1);

            execute("alter text search dictionary tagging.word_stem (language = german)");
            assertThat(strings("select tagging.rebuild_search(1, 1000)")).containsExactly("1");

            assertThat(tagging.search().search("swimming running ").total()).isEqualTo(1);
            assertThat(tagging.search().search("swims ").total()).isZero();
            assertThat(tagging.search().search("runs ").total()).isZero();
            tagging.tags().add(ImageId.of(1), "jumping", UserId.of("ann"));
            assertThat(tagging.search().search("jumping ").total()).isEqualTo(1);
        }
    }

    @Test
    void a_column_that_is_no_longer_generated_counts_as_missing() throws Exception {
        TaggingSchema.migrate(dataSource);
        execute("alter table tagging.tags alter sure_vector drop expression");

        assertThatThrownBy(() -> TaggingSchema.verify(dataSource))
                .hasMessageContaining("it lacks generated column tags.sure_vector;");
    }

    @ParameterizedTest
    @CsvSource({"a-role, 'read\"er'", "APP, Réader"})
    void grants_take_any_name_of_a_role(String app, String reader) throws Exception {
        TaggingSchema.migrate(dataSource);
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "create role \"%s\"".formatted(app.replace("\"", "\"\"")));
            execute(connection, "create role \"%s\"".formatted(reader.replace("\"", "\"\"")));
            execute(connection, TaggingSchema.grants(app, reader));
            connection.rollback();
        }
    }

    /** Every row of every table but the history. */
    private List<String> seededRows() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : strings(
                "select tablename from pg_tables where schemaname = 'tagging' and tablename <> 'schema_history' order by 1")) {
            strings("select t::text from tagging." + table + " t order by 1").forEach(row -> rows.add(table + row));
        }
        return rows;
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
        try (Connection connection = dataSource.getConnection()) {
            return rows(connection, sql, 1);
        }
    }

    private static List<String> rows(Connection connection, String sql, int column) throws SQLException {
        List<String> result = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                result.add(rows.getString(column));
            }
        }
        return result;
    }
}
