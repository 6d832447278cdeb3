package dev.tagging.benchmarks.chaos;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tagging.ProviderPlan;
import dev.tagging.Tagging;
import dev.tagging.TaggingPolicy;
import dev.tagging.WorkerOptions;
import dev.tagging.benchmarks.chaos.Pictures.Label;
import dev.tagging.postgres.JdbcPersistence;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.ProviderSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One worker process. It works until it reads {@value #CLOSE}, and does not outlive whoever started it: when there is nothing
 * to read any more, or its time is up, it ends at once.
 */
final class Worker {

    static final String PIPELINE = "chaos";
    static final String CLOSE = "close";

    /** Leases are lost here as nowhere else, and no image is at fault: nothing is given up because of it. */
    static final TaggingPolicy POLICY = TaggingPolicy.defaults()
            .with(Call::bands)
            .with(policy -> policy.maxLosses(100)
                    .maxAttempts(20)
                    .retryDelay(Duration.ofMillis(200))
                    .maxRetryDelay(Duration.ofSeconds(1)));

    private static final int ORPHANED = 3;

    private Worker() {}

    /** @param args number of the process, JDBC URL, file for the journal, settings */
    public static void main(String[] args) throws IOException {
        Settings settings = Settings.parse(args[3]);
        TimeLimit.set(settings.limit().multipliedBy(2));
        try (Journal journal = new Journal(Path.of(args[2]), Integer.parseInt(args[0]));
                HikariDataSource pool = pool(args[1], settings)) {
            Witness witness = new Witness(JdbcPersistence.create(pool), journal, settings.fenced());
            try (Tagging tagging = tagging(witness, journal, settings)) {
                tagging.start();
                if (!CLOSE.equals(
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine())) {
                    Runtime.getRuntime().halt(ORPHANED);
                }
            }
        }
    }

    private static Tagging tagging(Witness witness, Journal journal, Settings settings) {
        return Tagging.builder()
                .persistence(witness)
                .images((image, wanted) ->
                        Pictures.open(new Label(image.id().value(), Witness.claimIn(image.filename()))))
                .provider(new Factory(settings, journal))
                .pipeline(PIPELINE, ProviderPlan.provider(SlowProvider.NAME))
                .policy(POLICY)
                .workers(WorkerOptions.defaults()
                        .withConcurrency(settings.concurrency())
                        .withLease(settings.lease())
                        .withPollInterval(Duration.ofMillis(200))
                        .withMaintenanceInterval(Duration.ofSeconds(1)))
                .build();
    }

    private static HikariDataSource pool(String url, Settings settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(settings.concurrency() + 3);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private record Factory(Settings settings, Journal journal) implements AiTaggingProviderFactory {
        @Override
        public String name() {
            return SlowProvider.NAME;
        }

        @Override
        public AiTaggingProvider create(ProviderSettings ignored) {
            return new SlowProvider(settings, journal);
        }
    }
}
