package dev.tagging.engine;

import dev.tagging.Image;
import dev.tagging.ImageCatalog;
import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.ImportReport;
import dev.tagging.NewImage;
import dev.tagging.ReconcileReport;
import dev.tagging.Registration;
import dev.tagging.UnknownImageException;
import dev.tagging.search.SearchWords;
import dev.tagging.spi.persistence.ImageStore;
import dev.tagging.spi.persistence.ImageStore.Registered;
import dev.tagging.spi.persistence.JobQueue.Priority;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The catalogue, in the database. */
final class StoredCatalog implements ImageCatalog {

    private static final int CHUNK = 1_000;

    private final Tenant tenant;
    private final Kernel kernel;
    private final ImageStore images;
    private final Registrations registrations;

    StoredCatalog(Tenant tenant, Kernel kernel) {
        this.tenant = tenant;
        this.kernel = kernel;
        this.images = kernel.database().images();
        this.registrations = new Registrations(kernel);
    }

    @Override
    public Registration register(NewImage image) {
        return tenant.call(number -> registrations
                .register(number, List.of(image), kernel.settings().pipelineNames(), Priority.UPLOAD)
                .get(0)
                .outcome());
    }

    @Override
    public ImportReport registerAll(Iterator<NewImage> newImages, ImportOptions options) {
        Set<String> pipelines =
                options.pipelines().orElseGet(() -> kernel.settings().pipelineNames());
        pipelines.forEach(kernel::requirePipeline);
        ImportReport report = new ImportReport(0, 0, 0);
        while (newImages.hasNext()) {
            Map<ImageId, NewImage> batch = new LinkedHashMap<>();
            for (int i = 0; i < options.batchSize() && newImages.hasNext(); i++) {
                NewImage image = newImages.next();
                batch.remove(image.id());
                batch.put(image.id(), image);
            }
            report = plus(report, register(List.copyOf(batch.values()), pipelines));
            options.progress().accept(report);
        }
        return report;
    }

    @Override
    public Optional<Image> find(ImageId image) {
        return findAll(List.of(image)).stream().findFirst();
    }

    @Override
    public List<Image> findAll(Collection<ImageId> imageIds) {
        Map<ImageId, Image> found = new LinkedHashMap<>();
        Set<ImageId> wanted = new LinkedHashSet<>(imageIds);
        if (!wanted.isEmpty()) {
            tenant.run(number -> images.find(number, wanted)
                    .forEach(stored -> found.put(stored.image().id(), stored.image())));
        }
        return wanted.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    @Override
    public void resize(ImageId image, int width, int height) {
        NewImage.of(image, "checks the size").withSize(width, height);
        tenant.run(number -> images.resize(lock(number, image), width, height));
    }

    @Override
    public boolean rename(ImageId image, String filename) {
        NewImage renamed = NewImage.of(image, filename);
        return tenant.call(number ->
                images.rename(lock(number, image), renamed.filename(), SearchWords.ofFilename(renamed.filename())));
    }

    @Override
    public boolean remove(ImageId image) {
        return tenant.call(number -> images.remove(number, List.of(image))) > 0;
    }

    @Override
    public int removeAll(Collection<ImageId> imageIds) {
        List<ImageId> distinct = imageIds.stream().distinct().toList();
        if (kernel.work().isJoined()) {
            return distinct.isEmpty() ? 0 : tenant.call(number -> images.remove(number, distinct));
        }
        int removed = 0;
        for (int from = 0; from < distinct.size(); from += CHUNK) {
            List<ImageId> chunk = distinct.subList(from, Math.min(from + CHUNK, distinct.size()));
            removed += tenant.call(number -> images.remove(number, chunk));
        }
        return removed;
    }

    @Override
    public ReconcileReport reconcile(Iterator<ImageId> hostImages, boolean dryRun) {
        return new Reconciliation(tenant, images).run(hostImages, dryRun);
    }

    private ImportReport register(List<NewImage> batch, Set<String> pipelines) {
        return tenant.call(number -> {
            Map<Registration, Long> counts =
                    registrations.register(number, batch, pipelines, Priority.BACKFILL).stream()
                            .collect(Collectors.groupingBy(Registered::outcome, Collectors.counting()));
            return new ImportReport(
                    counts.getOrDefault(Registration.CREATED, 0L),
                    counts.getOrDefault(Registration.UPDATED, 0L),
                    counts.getOrDefault(Registration.UNCHANGED, 0L));
        });
    }

    private static ImportReport plus(ImportReport one, ImportReport other) {
        return new ImportReport(
                one.created() + other.created(), one.updated() + other.updated(), one.unchanged() + other.unchanged());
    }

    private int lock(int tenantNumber, ImageId image) {
        Integer number = images.lock(tenantNumber, List.of(image)).get(image);
        if (number == null) {
            throw new UnknownImageException(image);
        }
        return number;
    }
}
