package dev.tagging.benchmarks.chaos;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tagging.ImageId;
import dev.tagging.ImageSource.ImageGoneException;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.ProviderPlan;
import dev.tagging.Tagging;
import dev.tagging.benchmarks.chaos.Evidence.Stored;
import dev.tagging.benchmarks.chaos.Mayhem.Blow;
import dev.tagging.benchmarks.chaos.Mayhem.Step;
import dev.tagging.postgres.JdbcPersistence;
import dev.tagging.postgres.TaggingSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** One run: a database, workers, people, and mayhem until all is done; then peace, and the check. */
final class ChaosRun {

    private static final Duration PEACE = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final long BETWEEN_NEWS = Duration.ofSeconds(5).toNanos();

    private final Settings settings;
    private final Consumer<String> news;
    private final Aftermath aftermath;
    private final long begin = System.nanoTime();
    private final Map<Blow, Integer> blows = new EnumMap<>(Blow.class);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Future<?> restart = CompletableFuture.completedFuture(null);
    private long nextNews = begin + BETWEEN_NEWS;

    /** @param news told how it goes, now and then */
    ChaosRun(Settings settings, Consumer<String> news) {
        this(settings, news, (report, database) -> {});
    }

    /** @param aftermath sees the database when all is done */
    ChaosRun(Settings settings, Consumer<String> news, Aftermath aftermath) {
        this.settings = settings;
        this.news = news;
        this.aftermath = aftermath;
    }

    /**
     * Runs it. What it has written is kept when something was found, and its place is told.
     *
     * @throws IllegalStateException when it could not be brought to its end
     */
    Report run() throws IOException, SQLException, InterruptedException, ExecutionException {
        Path directory = Files.createTempDirectory("tagging-chaos");
        boolean clean = false;
        try {
            Report report = run(directory);
            clean = report.violations().isEmpty();
            return report;
        } finally {
            threads.shutdownNow();
            if (clean) {
                delete(directory);
            } else {
                news.accept("what happened is kept in " + directory);
            }
        }
    }

    private Report run(Path directory) throws IOException, SQLException, InterruptedException, ExecutionException {
        try (Server server = Server.start(directory)) {
            return run(server, directory);
        }
    }

    private Report run(Server server, Path directory)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        TaggingSchema.migrate(server.database());
        Audit.install(server.database());
        try (HikariDataSource pool = pool(server);
                Tagging tagging = tagging(pool);
                Fleet fleet = new Fleet(directory, server.url(), settings)) {
            tagging.catalog()
                    .registerAll(
                            IntStream.range(0, settings.uploadedBefore())
                                    .mapToObj(Person::image)
                                    .iterator(),
                            ImportOptions.defaults());
            List<Future<List<Deed>>> people = IntStream.range(0, settings.people())
                    .mapToObj(place -> threads.submit(new Person(tagging, server, settings, place)))
                    .toList();
            rage(new Mayhem(settings), server, fleet, people);
            List<Deed> deeds = new ArrayList<>();
            for (Future<List<Deed>> person : people) {
                deeds.addAll(person.get());
            }
            restart.get();
            fleet.thaw();
            awaitPeace(server);
            fleet.closeAll();
            tagging.drain(PEACE);
            Report report = report(server, Journals.read(fleet.journals()), deeds);
            aftermath.see(report, server.database());
            return report;
        }
    }

    /** Until everything is done, or there is no hope of it. */
    private void rage(Mayhem mayhem, Server server, Fleet fleet, List<Future<List<Deed>>> people)
            throws IOException, InterruptedException {
        int dealt = 0;
        while (!(people.stream().allMatch(Future::isDone) && mayhem.hasShownEverything() && open(server) == 0)) {
            Step step = mayhem.next();
            TimeUnit.MILLISECONDS.sleep(step.pause().toMillis());
            fleet.check();
            if (dealt < settings.blows()) {
                awaitWork(fleet);
                strike(step, server, fleet);
                dealt++;
            }
            tell(server);
            if (elapsed().compareTo(settings.limit()) > 0) {
                // What is still to be done then is stuck, unless people are the ones who could not do it.
                if (people.stream().allMatch(Future::isDone)) {
                    return;
                }
                throw new IllegalStateException("people could not do in " + settings.limit() + " what they wanted");
            }
        }
    }

    /** Harm is only done where there is work: half of the workers should have begun, which takes long on a busy machine. */
    private void awaitWork(Fleet fleet) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (fleet.busy() * 2 < settings.workers() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void strike(Step step, Server server, Fleet fleet) throws IOException {
        int place = fleet.busyPlace(step.place());
        Blow blow = step.blow() == Blow.RESTART && !restart.isDone() ? Blow.KILL : step.blow();
        switch (blow) {
            case KILL -> fleet.kill(place);
            case FREEZE -> fleet.freeze(place, step.length());
            case CLOSE -> fleet.closeOne(place);
            case RESTART ->
                restart = threads.submit(() -> {
                    server.restart(step.length());
                    return true;
                });
        }
        blows.merge(blow, 1, Integer::sum);
    }

    private void awaitPeace(Server server) throws InterruptedException {
        long end = System.nanoTime() + PEACE.toNanos();
        while (open(server) != 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Report report(Server server, Journals journals, List<Deed> deeds) throws SQLException {
        Duration time = elapsed();
        List<String> images = IntStream.range(0, settings.images())
                .mapToObj(Person::image)
                .map(NewImage::id)
                .map(ImageId::value)
                .toList();
        Evidence evidence = new Evidence(images, journals.calls(), deeds, stored(server));
        return new Report(settings, Map.copyOf(blows), evidence, journals.refusals(), time, Checker.check(evidence));
    }

    private static Stored stored(Server server) throws SQLException {
        try (Connection connection = server.database().getConnection()) {
            connection.setAutoCommit(false);
            Stored stored = EvidenceReader.read(connection);
            connection.rollback();
            return stored;
        }
    }

    private HikariDataSource pool(Server server) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.database());
        config.setMaximumPoolSize(settings.people());
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    /** Where people are; it does no AI work. */
    private static Tagging tagging(DataSource database) {
        return Tagging.builder()
                .persistence(JdbcPersistence.create(database))
                .images((image, wanted) -> {
                    throw new ImageGoneException("no worker here");
                })
                .pipeline(Worker.PIPELINE, ProviderPlan.provider(SlowProvider.NAME))
                .build();
    }

    private void tell(Server server) {
        if (System.nanoTime() >= nextNews) {
            nextNews = System.nanoTime() + BETWEEN_NEWS;
            long open = open(server);
            news.accept("seed %d: %d s, %s, %s"
                    .formatted(
                            settings.seed(),
                            elapsed().toSeconds(),
                            open < 0 ? "the database is down" : open + " images to do",
                            blows));
        }
    }

    /** Jobs that are not done; -1 while nobody can tell. */
    private static long open(Server server) {
        try (Connection connection = server.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "select count(*) from tagging.tagging_jobs where state in ('WAITING', 'PROCESSING')")) {
            return count.next() ? count.getLong(1) : -1;
        } catch (SQLException e) {
            return -1;
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Whoever wants to see what is left. */
    @FunctionalInterface
    interface Aftermath {
        void see(Report report, DataSource database) throws SQLException;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
