package dev.tagging.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.TagName;
import dev.tagging.Tagging;
import dev.tagging.UserId;
import dev.tagging.benchmarks.data.ImageCollection;
import dev.tagging.postgres.JdbcPersistence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Eight tags onto images, by eight threads: the library's one transaction an image, or one for a hundred images, beside the plain
 * way's row by row in autocommit. Search vectors and counts are up to date after each, and popular tags are popular.
 */
final class WriteBenchmark implements Benchmark {

    private static final int THREADS = 8;
    private static final int TAGS = 8;
    private static final int BULK = 100;
    private static final int ROUNDS = 9;
    private static final int PLAIN_IMAGES = 240;
    private static final int SINGLE_IMAGES = 1_600;
    private static final int BULK_IMAGES = 8_000;
    private static final UserId ANN = UserId.of("ann");

    /** Numbers that no image of the collection has. */
    private static final int FIRST = 500_000_001;

    private static final String TAG =
            "insert into plain.tags (name) values (?) on conflict (name) do update set name = excluded.name returning id";

    private static final String TAGGED = "insert into plain.image_tags (image_id, tag_id, source) values (?, ?, 'USER')"
            + " on conflict (image_id, tag_id) do update set source = excluded.source";

    private final AtomicInteger next = new AtomicInteger(FIRST);

    @Override
    public void run(Server server, ImageCollection collection) throws Exception {
        long before = deadlocks(server);
        Table table = new Table("8 tags an image, 8 threads", "images/s", "ours / plain (rounds)", "goal");
        long changes;
        double folding;
        try (HikariDataSource pool = server.pool("postgres", THREADS);
                Tagging tagging = Tagging.builder()
                        .persistence(JdbcPersistence.create(pool))
                        .build()) {
            compare(pool, tagging, collection, table);
            changes = tagging.stats().pendingCountChanges();
            folding = fold(tagging);
            remove(pool);
            fold(tagging);
        }
        System.out.printf(
                "%nDeadlocks of all three: %d. Folding %,d changes of counts afterwards: %.1f s%n",
                deadlocks(server) - before, changes, folding);
    }

    private void compare(DataSource pool, Tagging tagging, ImageCollection collection, Table table) throws Exception {
        double[] plain = new double[ROUNDS];
        double[] single = new double[ROUNDS];
        double[] bulk = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
            Random random = new Random(round);
            double plainRate = plain(pool, collection, random);
            double singleRate = ours(tagging, collection, random, SINGLE_IMAGES, 1);
            double bulkRate = ours(tagging, collection, random, BULK_IMAGES, BULK);
            if (round >= 0) {
                plain[round] = plainRate;
                single[round] = singleRate;
                bulk[round] = bulkRate;
            }
            System.err.printf("round %d: %.0f, %.0f, %.0f images/s%n", round, plainRate, singleRate, bulkRate);
        }
        table.row("plain: row by row, autocommit", median(plain), "", "");
        Ratio singles = Ratio.of(single, plain);
        table.row("an image a transaction", median(single), singles, singles.against(2.5));
        Ratio bulks = Ratio.of(bulk, plain);
        table.row("100 images a transaction", median(bulk), bulks, bulks.against(20));
    }

    /** How many seconds it takes. */
    private static double fold(Tagging tagging) {
        long begin = System.nanoTime();
        if (!tagging.drain(Duration.ofMinutes(5))) {
            throw new IllegalStateException("counts were not folded in five minutes");
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private double ours(Tagging tagging, ImageCollection collection, Random random, int images, int each)
            throws Exception {
        List<ImageId> ids = new ArrayList<>();
        List<NewImage> added = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            int number = next.getAndIncrement();
            ids.add(ImageId.of(number));
            added.add(NewImage.of(Integer.toString(number), "IMG_" + number + ".jpg"));
        }
        tagging.catalog().registerAll(added.iterator(), ImportOptions.defaults());
        List<Callable<Object>> work = new ArrayList<>();
        for (int from = 0; from < images; from += each) {
            List<ImageId> some = ids.subList(from, from + each);
            List<TagName> tags =
                    tags(collection, random).stream().map(TagName::of).toList();
            work.add(() -> tagging.tags().addAll(some, tags, ANN));
        }
        return images / seconds(work);
    }

    private double plain(DataSource pool, ImageCollection collection, Random random) throws Exception {
        int first = next.getAndAdd(PLAIN_IMAGES);
        Sql.run(
                pool,
                "insert into plain.images (id, filename, created_at) select n, 'IMG_' || n || '.jpg', now()"
                        + " from generate_series(%d, %d) n".formatted(first, first + PLAIN_IMAGES - 1));
        List<Callable<Object>> work = new ArrayList<>();
        for (int image = first; image < first + PLAIN_IMAGES; image++) {
            int number = image;
            Set<String> tags = tags(collection, random);
            work.add(() -> {
                rowByRow(pool, number, tags);
                return true;
            });
        }
        return PLAIN_IMAGES / seconds(work);
    }

    private static void rowByRow(DataSource pool, int image, Set<String> tags) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement tag = connection.prepareStatement(TAG);
                PreparedStatement tagged = connection.prepareStatement(TAGGED)) {
            for (String name : tags) {
                tag.setString(1, name);
                try (ResultSet row = tag.executeQuery()) {
                    row.next();
                    tagged.setLong(1, image);
                    tagged.setLong(2, row.getLong(1));
                }
                tagged.executeUpdate();
            }
        }
    }

    /** As people tag: mostly what others tagged before. */
    private static Set<String> tags(ImageCollection collection, Random random) {
        Set<String> tags = new HashSet<>();
        while (tags.size() < TAGS) {
            tags.add(collection.name((int) Math.pow(5_000, random.nextDouble())));
        }
        return tags;
    }

    private static double seconds(List<Callable<Object>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            long begin = System.nanoTime();
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            threads.shutdown();
        }
    }

    /** As processes of the server that have ended have reported them. */
    private static long deadlocks(Server server) throws SQLException {
        return Sql.number(
                server.database("postgres"),
                "select deadlocks from pg_stat_database where datname = current_database()");
    }

    private static void remove(DataSource pool) throws SQLException {
        Sql.run(
                pool,
                "delete from tagging.images where image_id_long >= " + FIRST,
                "truncate tagging.tag_feedback",
                "delete from plain.images where id >= " + FIRST,
                "vacuum analyze tagging.images, tagging.image_tags, tagging.image_search, plain.images, plain.image_tags");
    }

    private static double median(double[] values) {
        return Ratio.of(values).median();
    }
}
