package dev.tagging.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresServerIT {

    @RegisterExtension
    static final PostgresDatabase OF_THE_CLASS = PostgresServer.newDatabase();

    @RegisterExtension
    final PostgresDatabase ofTheTest = PostgresServer.newDatabase();

    @Test
    void databasesAreApart() throws SQLException {
        run(OF_THE_CLASS.dataSource(), "create table only_here (id int)");

        assertThat(tables(OF_THE_CLASS.dataSource())).isEqualTo(1);
        assertThat(tables(ofTheTest.dataSource())).isZero();
    }

    @Test
    void aTemplateIsMigratedOnceAndCopiedWithItsRows() throws SQLException {
        AtomicInteger migrations = new AtomicInteger();
        String template = "migrated-once";

        for (int copy = 0; copy < 2; copy++) {
            try (PostgresDatabase database = PostgresServer.newDatabase(template, dataSource -> {
                migrations.incrementAndGet();
                create(dataSource, "create table photo as select generate_series(1, 3) as id");
            })) {
                assertThat(number(database.dataSource(), "select count(*) from photo"))
                        .isEqualTo(3);
                run(database.dataSource(), "delete from photo");
            }
        }

        assertThat(migrations).hasValue(1);
    }

    @Test
    void aMigrationThatFailsIsTriedAgainByTheNext() {
        String template = "fails-first";
        assertThatIllegalStateException()
                .isThrownBy(() -> PostgresServer.newDatabase(template, dataSource -> {
                    throw new IllegalStateException("no luck");
                }));

        try (PostgresDatabase database = PostgresServer.newDatabase(template, dataSource -> {})) {
            assertThat(database.dataSource()).isNotNull();
        }
    }

    @Test
    void aClosedDatabaseIsGoneWithItsConnections() throws SQLException {
        PostgresDatabase database = PostgresServer.newDatabase();
        DataSource pool = database.dataSource(2);
        DataSource direct = database.dataSource();
        try (Connection open = direct.getConnection()) {
            assertThat(open.isValid(5)).isTrue();

            database.close();

            assertThat(open.isValid(5)).isFalse();
            assertThatThrownBy(pool::getConnection).isInstanceOf(SQLException.class);
            assertThatThrownBy(direct::getConnection).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void textSortsAsPeopleSortIt() throws SQLException {
        assertThat(number(ofTheTest.dataSource(), "select count(*) where 'B' > 'a'"))
                .isEqualTo(1);
    }

    private static long tables(DataSource dataSource) throws SQLException {
        return number(dataSource, "select count(*) from pg_tables where schemaname = 'public'");
    }

    private static long number(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void run(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void create(DataSource dataSource, String sql) {
        try {
            run(dataSource, sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
