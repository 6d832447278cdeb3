package dev.tagging.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.Tagging;
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
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Three roles without privileges: one owns the schema, one runs the library, one reads the views. That the second can do
 * everything the library does, the contract of the JDBC adapter shows.
 */
class SchemaRolesIT {

    private static final String PASSWORD = "of-a-test";

    @RegisterExtension
    final PostgresDatabase database = PostgresServer.newDatabase();

    private final DataSource superuser = database.dataSource();
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final String owner = "owner_" + run;
    private final String app = "app_" + run;
    private final String reader = "reader_" + run;

    @BeforeEach
    void createRoles() throws SQLException {
        for (String role : List.of(owner, app, reader)) {
            execute(superuser, "create role %s login password '%s'".formatted(role, PASSWORD));
        }
        String name = strings(superuser, "select current_database()").get(0);
        execute(superuser, "grant create on database %s to %s".formatted(name, owner));
        TaggingSchema.migrate(as(owner));
        execute(as(owner), TaggingSchema.grants(app, reader));
    }

    @AfterEach
    void dropRoles() throws SQLException {
        execute(superuser, "drop owned by %s, %s, %s cascade".formatted(reader, app, owner));
        execute(superuser, "drop role %s, %s, %s".formatted(reader, app, owner));
    }

    @Test
    void the_owner_undoes_and_migrates_again_and_the_rights_have_to_be_granted_anew() throws Exception {
        TaggingSchema.undo(as(owner), 0);
        TaggingSchema.migrate(as(owner));

        assertThatThrownBy(() -> strings(as(reader), "select name from tagging.tag_v1"))
                .hasMessageContaining("permission denied");
        execute(as(owner), TaggingSchema.grants(app, reader));
        assertThat(strings(as(reader), "select name from tagging.tag_v1")).isEmpty();
    }

    @Test
    void rights_are_granted_where_a_host_runs_the_scripts_itself() throws Exception {
        TaggingSchema.undo(as(owner), 0);
        execute(as(owner), "drop table tagging.schema_history");
        for (TaggingSchema.Script script : TaggingSchema.scripts()) {
            execute(as(owner), script.sql());
        }

        execute(as(owner), TaggingSchema.grants(app, reader));

        TaggingSchema.apply(as(app), Mode.VERIFY);
    }

    @Test
    void the_role_of_the_library_writes_every_table_but_the_history() throws Exception {
        String without =
                """
                select relname from pg_class
                where relnamespace = 'tagging'::regnamespace and relkind = 'r' and not has_table_privilege(oid, '%s')
                """;

        for (String right : List.of("insert", "update", "delete")) {
            assertThat(strings(as(app), without.formatted(right))).containsExactly("schema_history");
        }
        assertThat(strings(as(app), without.formatted("select"))).isEmpty();
    }

    @Test
    void an_owner_that_may_no_longer_create_schemas_can_still_migrate() throws Exception {
        String name = strings(superuser, "select current_database()").get(0);
        execute(superuser, "revoke create on database %s from %s".formatted(name, owner));

        assertThat(TaggingSchema.migrate(as(owner))).isZero();
    }

    @Test
    void the_role_of_the_library_verifies_the_schema_and_cannot_change_it() throws Exception {
        List<String> before = Catalogue.ofSchema(superuser);
        DataSource dataSource = as(app);

        TaggingSchema.apply(dataSource, Mode.VERIFY);
        assertThatThrownBy(() -> TaggingSchema.migrate(dataSource))
                .isInstanceOf(TaggingPersistenceException.class)
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> TaggingSchema.undo(dataSource, 0)).isInstanceOf(TaggingPersistenceException.class);
        for (String change : List.of(
                "create table tagging.mine (id int)",
                "alter table tagging.tags add mine int",
                "drop index tagging.images_owner",
                "truncate tagging.tag_feedback",
                "alter table tagging.image_tags disable trigger user",
                "update tagging.schema_history set checksum = ''")) {
            assertThatThrownBy(() -> execute(dataSource, change)).as(change).isInstanceOf(SQLException.class);
        }

        assertThat(Catalogue.ofSchema(superuser)).isEqualTo(before);
    }

    @Test
    void the_reader_reads_the_three_views_and_can_do_nothing_else() throws Exception {
        try (Tagging tagging =
                Tagging.builder().persistence(JdbcPersistence.create(as(app))).build()) {
            tagging.catalog().register(NewImage.of("1", "beach.jpg"));
            tagging.tags().add(ImageId.of(1), "sunset", UserId.of("ann"));
        }
        DataSource dataSource = as(reader);

        assertThat(strings(dataSource, "select filename from tagging.image_v1")).containsExactly("beach.jpg");
        assertThat(strings(dataSource, "select name from tagging.image_tag_v1")).containsExactly("sunset");
        assertThat(strings(dataSource, "select usage_count from tagging.tag_v1"))
                .containsExactly("1");
        List<String> relations = strings(
                superuser,
                "select oid::regclass::text from pg_class where relnamespace = 'tagging'::regnamespace and relkind in ('r', 'v')");
        assertThat(relations).hasSizeGreaterThan(15);
        for (String relation : relations) {
            if (relation.endsWith("_v1")) {
                assertThatCode(() -> strings(dataSource, "select 1 from " + relation))
                        .doesNotThrowAnyException();
            } else {
                isDenied(dataSource, "select 1 from " + relation);
                isDenied(dataSource, "delete from " + relation);
            }
        }
        isDenied(dataSource, "select tagging.rebuild_search(1, 1)");
        assertThat(strings(
                        dataSource,
                        "select oid::regprocedure::text from pg_proc where pronamespace = 'tagging'::regnamespace"
                                + " and has_function_privilege(oid, 'execute')"))
                .isEmpty();
        isDenied(dataSource, "create table tagging.mine (id int)");
    }

    private static void isDenied(DataSource dataSource, String sql) {
        assertThatThrownBy(() -> execute(dataSource, sql)).as(sql).hasMessageContaining("permission denied");
    }

    private DataSource as(String role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(((PGSimpleDataSource) superuser).getUrl());
        dataSource.setUser(role);
        dataSource.setPassword(PASSWORD);
        return dataSource;
    }

    private static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(DataSource dataSource, String sql) throws SQLException {
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
