package dev.tagging.engine;

import dev.tagging.AiTaggingService;
import dev.tagging.ImageCatalog;
import dev.tagging.QueueStats;
import dev.tagging.QueueStats.PipelineStats;
import dev.tagging.SearchService;
import dev.tagging.TagService;
import dev.tagging.Tagging;
import dev.tagging.TaggingServices;
import dev.tagging.TenantId;
import dev.tagging.engine.EngineSettings.Pipeline;
import dev.tagging.spi.persistence.Persistence;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The library, put together. Hosts get it from {@link Tagging#builder()}. */
public final class TaggingEngine implements Tagging {

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Kernel kernel;
    private final Tenant.Directory tenants;
    private final Map<String, PipelineRunner> runners = new LinkedHashMap<>();
    private final Map<String, InstantTagging> instant = new LinkedHashMap<>();
    private final Maintenance maintenance;
    private final TaggingServices ofDefaultTenant;
    private volatile @Nullable Workers workers;
    private boolean closed;

    /** Touches neither the database nor any provider. */
    public TaggingEngine(Persistence persistence, EngineSettings settings) {
        kernel = Kernel.of(persistence, settings);
        tenants = new Tenant.Directory(kernel);
        maintenance = new Maintenance(kernel);
        ProviderRegistry registry = new ProviderRegistry(settings.factories(), classPath());
        for (Pipeline pipeline : settings.pipelines()) {
            PipelineRunner runner = new PipelineRunner(pipeline, registry, kernel);
            runners.put(pipeline.name(), runner);
            instant.put(pipeline.name(), new InstantTagging(kernel, runner));
        }
        ofDefaultTenant = tenant(TenantId.DEFAULT);
    }

    @Override
    public TagService tags() {
        return ofDefaultTenant.tags();
    }

    @Override
    public SearchService search() {
        return ofDefaultTenant.search();
    }

    @Override
    public AiTaggingService ai() {
        return ofDefaultTenant.ai();
    }

    @Override
    public ImageCatalog catalog() {
        return ofDefaultTenant.catalog();
    }

    @Override
    public TaggingServices tenant(TenantId id) {
        Tenant tenant = tenants.tenant(id);
        return new TenantServices(
                new StoredTags(tenant, kernel),
                new StoredSearch(tenant, kernel),
                new QueuedTagging(tenant, kernel, instant),
                new StoredCatalog(tenant, kernel));
    }

    @Override
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("this Tagging is closed");
        }
        if (workers == null) {
            List<PipelineRunner> served = served();
            served.forEach(PipelineRunner::open);
            Workers made = new Workers(kernel, maintenance, served);
            made.start();
            workers = made;
        }
    }

    @Override
    public QueueStats stats() {
        Workers running = workers;
        return kernel.work().call(() -> {
            Map<String, PipelineStats> stats = kernel.database().jobs().stats();
            return new QueueStats(
                    running == null ? stats : running.withReasons(stats),
                    kernel.database().tags().pendingChanges());
        });
    }

    @Override
    public boolean drain(Duration atMost) {
        return new Drain(kernel, maintenance).await(atMost);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Workers running = workers;
            if (running != null) {
                running.stop(CLOSING);
            }
            runners.values().forEach(PipelineRunner::close);
        }
    }

    private List<PipelineRunner> served() {
        Set<String> names = kernel.settings().workers().pipelines().orElse(runners.keySet());
        names.forEach(kernel::requirePipeline);
        return runners.entrySet().stream()
                .filter(runner -> names.contains(runner.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Of the thread that builds, because other threads may not see the application's classes. */
    private static ClassLoader classPath() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread != null ? ofThread : TaggingEngine.class.getClassLoader();
    }
}
