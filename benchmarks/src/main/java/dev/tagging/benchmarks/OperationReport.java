package dev.tagging.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.ProviderPlan;
import dev.tagging.Tagging;
import dev.tagging.benchmarks.data.ImageCollection;
import dev.tagging.postgres.JdbcPersistence;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** What a day of operation takes: disk, write-ahead log, connections, memory. */
final class OperationReport implements Benchmark {

    private static final int IMAGES = 3_000;
    private static final int FIRST = 600_000_001;

    @Override
    public void run(Server server, ImageCollection collection) throws Exception {
        DataSource database = server.database("postgres");
        sizes(database, collection.size());
        try (HikariDataSource pool = server.pool("postgres", 10)) {
            log(pool);
        }
        memory(server);
        Sql.run(
                database,
                "delete from tagging.images where image_id_long >= " + FIRST,
                "vacuum analyze tagging.images, tagging.image_tags, tagging.image_search");
    }

    private static void sizes(DataSource database, int images) throws SQLException {
        Sql.run(
                database,
                "truncate tagging.tagging_jobs",
                "insert into tagging.tagging_jobs (image_no, pipeline, priority, state)"
                        + " select image_no, 'default', 1, 'COMPLETED' from tagging.images order by image_no",
                "vacuum analyze");
        Table table = new Table("table", "rows", "heap MB", "indexes MB", "MB a million images");
        double all = 0;
        for (String name : List.of("images", "image_tags", "image_search", "tagging_jobs", "tags")) {
            String relation = "'tagging." + name + "'";
            double heap = Sql.number(database, "select pg_table_size(" + relation + ")") / 1e6;
            double indexes = Sql.number(database, "select pg_indexes_size(" + relation + ")") / 1e6;
            double perMillion = (heap + indexes) * 1_000_000 / images;
            all += perMillion;
            table.row(
                    name,
                    "%,d".formatted(Sql.number(database, "select count(*) from tagging." + name)),
                    heap,
                    indexes,
                    perMillion);
        }
        table.row("in all", "", "", "", all);
        Sql.run(database, "truncate tagging.tagging_jobs");
    }

    /** After a first turn, so that pages written whole for the first time since a checkpoint do not count twice. */
    private static void log(HikariDataSource pool) throws Exception {
        try (Tagging tagging = Tagging.builder()
                .persistence(JdbcPersistence.create(pool))
                .images((image, wanted) ->
                        new ByteArrayInputStream(Png.of(image.id().value())))
                .pipeline("default", ProviderPlan.provider("mock"))
                .build()) {
            Sql.run(pool, "checkpoint");
            tagging.start();
            Table table = new Table("write-ahead log of an image, kB", "right after a checkpoint", "later");
            double[] registered = new double[2];
            double[] tagged = new double[2];
            for (int turn = 0; turn < 2; turn++) {
                int first = FIRST + turn * IMAGES;
                long begin = position(pool);
                tagging.catalog()
                        .registerAll(
                                IntStream.range(first, first + IMAGES)
                                        .mapToObj(i -> NewImage.of(Integer.toString(i), "IMG_" + i + ".png"))
                                        .iterator(),
                                ImportOptions.defaults());
                long between = position(pool);
                if (!tagging.drain(java.time.Duration.ofMinutes(5))) {
                    throw new IllegalStateException("the queue does not get empty");
                }
                registered[turn] = (between - begin) / 1e3 / IMAGES;
                tagged[turn] = (position(pool) - between) / 1e3 / IMAGES;
            }
            table.row("registered, with its job (and some tagged meanwhile)", registered[0], registered[1]);
            table.row("tagged with 3 to 6 tags by a worker", tagged[0], tagged[1]);
            table.row("both", registered[0] + tagged[0], registered[1] + tagged[1]);
        }
    }

    private static long position(DataSource database) throws SQLException {
        return Sql.number(database, "select pg_current_wal_lsn() - '0/0'::pg_lsn");
    }

    private static void memory(Server server) throws Exception {
        Table table = new Table(
                "worker of 2 images at once", "images/s", "heap used MB", "process MB", "connections at once");
        for (String provider : List.of("mock", "pixels")) {
            table.row(WorkerProcess.run(server.url(), provider).toArray());
        }
    }
}
