package dev.tagging.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.tagging.benchmarks.data.ImageCollection;
import dev.tagging.postgres.JdbcPersistence;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.JobQueue.Claim;
import dev.tagging.spi.persistence.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * The queue without any tagging: claims of fifty jobs and completions that write nothing else. Shows what it can carry, that a
 * long queue is no slower than a short one, and what a transaction that stays open costs.
 */
final class QueueBenchmark implements Benchmark {

    private static final int WORKERS = 3;
    private static final int BATCH = 50;
    private static final int ROUNDS = 5;
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final int MAX_LOSSES = 5;

    @Override
    public void run(Server server, ImageCollection collection) throws Exception {
        try (HikariDataSource pool = server.pool("postgres", WORKERS + 1)) {
            JdbcPersistence persistence = JdbcPersistence.create(pool);
            Sql.run(pool, "truncate tagging.tagging_jobs, tagging.pipeline_pauses");
            throughput(pool, persistence);
            lengths(pool, persistence, collection.size());
            openTransaction(pool, persistence, collection.size());
            Sql.run(pool, "truncate tagging.tagging_jobs", "vacuum tagging.tagging_jobs");
        }
    }

    private static void throughput(HikariDataSource pool, JdbcPersistence persistence) throws Exception {
        double[] batches = new double[ROUNDS];
        double[] single = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            double batch = rate(pool, persistence, 15_000, BATCH);
            double one = rate(pool, persistence, 3_000, 1);
            if (round >= 0) {
                batches[round] = batch;
                single[round] = one;
            }
        }
        Table table = new Table("claim of 50 and empty completion, 3 workers", "jobs/s (rounds)", "goal");
        boolean reached = Ratio.of(batches).median() >= 2_000;
        table.row("50 completions a transaction", rates(batches), "≥ 2,000 " + (reached ? "✓" : "missed"));
        table.row("one completion a transaction, as workers do", rates(single), "");
    }

    private static String rates(double[] rates) {
        Ratio all = Ratio.of(rates);
        return "%,.0f (%,.0f to %,.0f)".formatted(all.median(), all.least(), all.greatest());
    }

    /** Jobs a second, from the first claim to the last completion. */
    private static double rate(HikariDataSource pool, JdbcPersistence persistence, int jobs, int together)
            throws Exception {
        Sql.run(pool, "truncate tagging.tagging_jobs");
        fill(pool, "rate", jobs);
        Sql.run(pool, "vacuum analyze tagging.tagging_jobs", "checkpoint");
        long begin = System.nanoTime();
        long done = onAll(worker -> {
            long completed = 0;
            for (List<Claim> claims = claim(persistence, "rate");
                    !claims.isEmpty();
                    claims = claim(persistence, "rate")) {
                completed += complete(persistence, claims, together);
            }
            return completed;
        });
        if (done != jobs) {
            throw new IllegalStateException("%d jobs completed, not %d".formatted(done, jobs));
        }
        return jobs / ((System.nanoTime() - begin) / 1e9);
    }

    private static void lengths(HikariDataSource pool, JdbcPersistence persistence, int images) throws Exception {
        Sql.run(pool, "truncate tagging.tagging_jobs");
        fill(pool, "short", 10_000);
        fill(pool, "long", images);
        Sql.run(pool, "vacuum analyze tagging.tagging_jobs", "checkpoint");
        Samples few = new Samples();
        Samples many = new Samples();
        double[] ratios = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            Samples shortQueue = new Samples();
            Samples longQueue = new Samples();
            // fewer than there are, so that no claim finds less than it wants
            for (int i = 0; i < 30; i++) {
                shortQueue.add(claimTime(persistence, "short"));
                longQueue.add(claimTime(persistence, "long"));
            }
            if (round >= 0) {
                few.addAll(shortQueue);
                many.addAll(longQueue);
                ratios[round] = longQueue.medianMillis() / shortQueue.medianMillis();
            }
        }
        Ratio ratio = Ratio.of(ratios);
        Table table = new Table("claim of 50 jobs of", "p50 ms", "p95 ms", "long / short (rounds)", "goal");
        table.row("10,000 waiting", few.medianMillis(), few.p95Millis(), "", "");
        table.row(
                "%,d waiting".formatted(images),
                many.medianMillis(),
                many.p95Millis(),
                ratio,
                "≤ 2x " + (ratio.median() <= 2 ? "✓" : "missed"));
    }

    /**
     * PostgreSQL cannot forget the rows that a job left behind as long as any transaction might still see them. Jobs are done in
     * slices, with and without such a transaction in turn, each on a queue of its own.
     */
    private static void openTransaction(HikariDataSource pool, JdbcPersistence persistence, int images)
            throws Exception {
        int slices = 10;
        int jobs = Math.min(5_000, images / (slices + 2));
        Table table = new Table(
                "jobs done before",
                "jobs/s",
                "jobs/s, a transaction open all the time",
                "claim p50 ms",
                "claim p50 ms, open");
        List<double[]> plain = slices(pool, persistence, slices, jobs);
        List<double[]> open;
        try (Connection connection = pool.getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("select count(*) from tagging.tenants");
            open = slices(pool, persistence, slices, jobs);
            connection.rollback();
        }
        for (int i = 0; i < slices; i++) {
            table.row("%,d".formatted(i * jobs), plain.get(i)[0], open.get(i)[0], plain.get(i)[1], open.get(i)[1]);
        }
    }

    private static List<double[]> slices(HikariDataSource pool, JdbcPersistence persistence, int slices, int jobs)
            throws Exception {
        Sql.run(pool, "delete from tagging.tagging_jobs", "vacuum tagging.tagging_jobs");
        fill(pool, "slices", (slices + 1) * jobs);
        Sql.run(pool, "analyze tagging.tagging_jobs", "checkpoint");
        List<double[]> results = new ArrayList<>();
        for (int slice = 0; slice < slices; slice++) {
            Samples claims = new Samples();
            long begin = System.nanoTime();
            onAll(worker -> {
                for (int done = 0; done < jobs / WORKERS; ) {
                    long start = System.nanoTime();
                    List<Claim> claimed = claim(persistence, "slices");
                    synchronized (claims) {
                        claims.add(System.nanoTime() - start);
                    }
                    if (claimed.isEmpty()) {
                        throw new IllegalStateException("the queue is empty too early");
                    }
                    done += complete(persistence, claimed, BATCH);
                }
                return 0L;
            });
            results.add(new double[] {jobs / ((System.nanoTime() - begin) / 1e9), claims.medianMillis()});
        }
        return results;
    }

    private static void fill(DataSource pool, String pipeline, int jobs) throws SQLException {
        Sql.run(
                pool,
                """
                insert into tagging.tagging_jobs (image_no, pipeline, priority)
                select image_no, '%s', 1 from tagging.images order by image_no limit %d
                """
                        .formatted(pipeline, jobs));
    }

    private static List<Claim> claim(JdbcPersistence persistence, String pipeline) {
        return persistence.transactions().required(() -> persistence
                .jobs()
                .claim(pipeline, BATCH, Thread.currentThread().getName(), LEASE, MAX_LOSSES)
                .claims());
    }

    private static long claimTime(JdbcPersistence persistence, String pipeline) {
        long begin = System.nanoTime();
        if (claim(persistence, pipeline).size() < BATCH) {
            throw new IllegalStateException("the queue is empty too early");
        }
        return System.nanoTime() - begin;
    }

    private static int complete(JdbcPersistence persistence, List<Claim> claims, int together) {
        Transactions transactions = persistence.transactions();
        JobQueue jobs = persistence.jobs();
        int completed = 0;
        for (int from = 0; from < claims.size(); from += together) {
            List<Claim> some = claims.subList(from, Math.min(claims.size(), from + together));
            completed += transactions.<Integer>required(() -> (int)
                    some.stream().filter(claim -> jobs.complete(claim, null)).count());
        }
        return completed;
    }

    private static long onAll(Worker worker) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Callable<Long>> work = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                int number = i;
                work.add(() -> worker.run(number));
            }
            long sum = 0;
            for (Future<Long> done : threads.invokeAll(work)) {
                sum += done.get();
            }
            return sum;
        } finally {
            threads.shutdown();
        }
    }

    @FunctionalInterface
    private interface Worker {
        long run(int number) throws Exception;
    }
}
