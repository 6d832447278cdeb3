package dev.tagging.benchmarks;

import dev.tagging.benchmarks.data.ImageCollection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs one benchmark, or all, and prints what came out as Markdown. */
public final class Benchmarks {
    private Benchmarks() {}

    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put("search", new SearchBenchmark());
        ALL.put("tags", new TagListBenchmark());
        ALL.put("writes", new WriteBenchmark());
        ALL.put("queue", new QueueBenchmark());
        ALL.put("operation", new OperationReport());
    }

    /** {@code benchmark}, the name of one, and {@code data}, the directory of the data, come as system properties. */
    public static void main(String[] args) throws Exception {
        String wanted = System.getProperty("benchmark", "");
        if (!wanted.equals("all") && !ALL.containsKey(wanted)) {
            System.err.println("Say which: -Dbenchmark=" + String.join(", ", ALL.keySet()) + " or all");
            System.exit(2);
        }
        Path data = Path.of(System.getProperty("data", "target/benchmark-data"));
        int images = Integer.getInteger("collection.images", 1_000_000);
        int tags = Integer.getInteger("collection.tags", 100_000);
        Instant begin = Instant.now();
        try (Server server = Server.start(data)) {
            ImageCollection collection =
                    new ImageCollection(server.database("postgres"), images, tags, step -> progress(begin, step));
            collection.make();
            System.out.printf(
                    "%n%s, %s, %d cores, Java %s, %s, fsync on; %,d images, %,d tags%n",
                    LocalDate.now(ZoneOffset.UTC),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("java.version"),
                    Sql.text(server.database("postgres"), "select 'PostgreSQL ' || current_setting('server_version')"),
                    images,
                    tags);
            for (Map.Entry<String, Benchmark> each : ALL.entrySet()) {
                if (wanted.equals("all") || wanted.equals(each.getKey())) {
                    System.out.printf("%n## %s%n%n", each.getKey());
                    each.getValue().run(server, collection);
                }
            }
        }
    }

    private static void progress(Instant begin, String step) {
        System.err.printf("%4d s  %s%n", Duration.between(begin, Instant.now()).toSeconds(), step);
    }
}
