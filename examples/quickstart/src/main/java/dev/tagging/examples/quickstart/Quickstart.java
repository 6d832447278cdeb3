package dev.tagging.examples.quickstart;

import dev.tagging.InvalidQueryException;
import dev.tagging.SearchRequest;
import dev.tagging.Tagging;
import dev.tagging.TaggingException;
import dev.tagging.TaggingJob;
import dev.tagging.WorkerOptions;
import dev.tagging.examples.quickstart.Bridge.Connected;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * Tags the photos of a folder and lets a person search them: the library in a plain Java program.
 *
 * <p>Exit codes: 0 when it has done its work, however many files are broken; 2 when something else has to be asked for; 1 when
 * the machine or the database is in the way; 130 after Ctrl-C.
 */
public final class Quickstart {

    private static final String PIPELINE = "default";
    private static final int INTERRUPTED = 130;
    private static final int ANSWER = 50;
    private static final long MEMORY_FOR_ONE_IMAGE = 128L << 20;

    private final Console console;
    private final PrintStream errors;
    private final Resources resources;

    Quickstart(Console console, PrintStream errors, Resources resources) {
        this.console = console;
        this.errors = errors;
        this.resources = resources;
    }

    /** Takes its arguments from the system properties that {@link Options#USAGE} names. */
    public static void main(String[] args) throws CannotRunException {
        quietLibraries();
        Resources resources = new Resources();
        Console console = resources.open(Console::system);
        Thread hook = new Thread(() -> stop(console, resources), "quickstart-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        System.exit(new Quickstart(console, System.err, resources).run(System.getProperties()));
    }

    /** Does everything, closes everything, and returns the exit code. */
    int run(Properties properties) {
        try {
            run(Options.parse(properties));
            return 0;
        } catch (CannotRunException e) {
            return fail(e.exitCode(), e.getMessage());
        } catch (TaggingException e) {
            return fail(CannotRunException.FAILURE, "This has failed: " + e.getMessage());
        } catch (IllegalStateException e) {
            if (resources.isClosed()) {
                return INTERRUPTED;
            }
            throw e;
        } finally {
            resources.close();
        }
    }

    private int fail(int exitCode, @Nullable String message) {
        if (resources.isClosed()) {
            return INTERRUPTED;
        }
        console.clearStatus();
        errors.println(message);
        return exitCode;
    }

    private void run(Options options) throws CannotRunException {
        if (options.data().isPresent()) {
            new DataDirectory(options.data().get()).prepare(PostgresServer.VERSION);
        }
        console.status(new AttributedString("Looking for images"));
        PhotoFolder folder = FolderWalk.scan(options.photos(), options.data());
        describe(folder);
        if (folder.photos().isEmpty()) {
            new Report(console).failures(folder, List.of());
            return;
        }
        PhotoTagger.Counts counts = new PhotoTagger.Counts();
        Tagging tagging = open(options, folder, counts);
        if (options.query().isPresent()) {
            requireMeaning(tagging, options.query().get());
        }
        PhotoTagger tagger = new PhotoTagger(tagging, counts, console);
        tagger.begin(folder, options.fingerprint());
        tagger.await();
        report(tagging, folder, tagger.failed());
        search(tagging, options.query());
    }

    private Tagging open(Options options, PhotoFolder folder, PhotoTagger.Counts counts) throws CannotRunException {
        console.status(new AttributedString("Starting PostgreSQL"));
        PostgresServer server = resources.open(() -> PostgresServer.start(options.data()));
        Database database = resources.open(() -> Database.open(server, folder.root()));
        Connected bridge = resources.open(() -> options.bridge().connect(database.dataSource()));
        Tagging tagging = resources.open(() -> Tagging.builder()
                .persistence(bridge.persistence())
                .images(new PhotoSource(folder.root()))
                .pipeline(PIPELINE, options.plan(), options.settings())
                .workers(WorkerOptions.defaults().withConcurrency(concurrency()))
                .listener(counts)
                .build());
        console.clearStatus();
        return tagging;
    }

    private void describe(PhotoFolder folder) {
        String others = folder.describeOtherFiles();
        console.say("%s in %s%s"
                .formatted(
                        folder.photos().isEmpty()
                                ? "No image"
                                : Words.count(folder.photos().size(), "image"),
                        Words.visible(folder.root().toString()),
                        others.isEmpty() ? "" : "; passed over " + others));
    }

    private static void requireMeaning(Tagging tagging, String query) throws CannotRunException {
        try {
            tagging.search().search(SearchRequest.of(query).limit(1).countUpTo(0));
        } catch (InvalidQueryException e) {
            throw CannotRunException.usage(String.join("\n", SearchView.explain(query, e)));
        }
    }

    private void report(Tagging tagging, PhotoFolder folder, List<TaggingJob> failed) {
        Report report = new Report(console);
        report.failures(folder, failed);
        report.popularTags(tagging);
        report.photos(tagging, folder, failed);
    }

    private void search(Tagging tagging, Optional<String> query) {
        Optional<Terminal> terminal = console.terminal();
        if (query.isPresent()) {
            console.heading("Search: " + Words.visible(query.get()));
            new SearchView(tagging, console).ask(query.get(), ANSWER);
        } else if (terminal.isPresent()) {
            new SearchShell(tagging, console, terminal.get()).run();
        }
    }

    /** As many images at once as there are processors, and as fit into memory should all of them be large. */
    private static int concurrency() {
        Runtime runtime = Runtime.getRuntime();
        long fitting = runtime.maxMemory() / MEMORY_FOR_ONE_IMAGE;
        return (int) Math.max(1, Math.min(runtime.availableProcessors(), fitting));
    }

    /** Ctrl-C, or the end: closes what is still open. */
    private static void stop(Console console, Resources resources) {
        try (resources) {
            if (!resources.isClosed()) {
                console.farewell("Stopping");
            }
        }
    }

    /** What libraries have to say is for those who debug them. Has to come before the first of them is loaded. */
    private static void quietLibraries() {
        System.setProperty("org.jboss.logging.provider", "slf4j");
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        Logger.getLogger("").setLevel(Level.SEVERE);
    }
}
