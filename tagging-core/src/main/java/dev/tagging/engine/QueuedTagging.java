package dev.tagging.engine;

import dev.tagging.AiTaggingService;
import dev.tagging.Backfill;
import dev.tagging.Backfill.State;
import dev.tagging.BackfillRequest;
import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.Page;
import dev.tagging.PageRequest;
import dev.tagging.TaggingJob;
import dev.tagging.UnknownImageException;
import dev.tagging.UserId;
import dev.tagging.spi.persistence.AssertionStore;
import dev.tagging.spi.persistence.AssertionStore.Retracted;
import dev.tagging.spi.persistence.BackfillStore;
import dev.tagging.spi.persistence.ImageStore;
import dev.tagging.spi.persistence.ImageStore.Stored;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.JobQueue.FailedPage;
import dev.tagging.spi.persistence.JobQueue.Priority;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tags by AI, through the queue in the database. */
final class QueuedTagging implements AiTaggingService {

    private static final Cursors CURSORS = new Cursors("a list of failed jobs");

    /** Images a transaction takes a model's word back from. */
    private static final int RETRACTED = 500;

    private final Tenant tenant;
    private final Kernel kernel;
    private final Map<String, InstantTagging> instant;
    private final ImageStore images;
    private final JobQueue jobs;
    private final BackfillStore backfills;

    QueuedTagging(Tenant tenant, Kernel kernel, Map<String, InstantTagging> instant) {
        this.tenant = tenant;
        this.kernel = kernel;
        this.instant = instant;
        this.images = kernel.database().images();
        this.jobs = kernel.database().jobs();
        this.backfills = kernel.database().backfills();
    }

    @Override
    public List<ImageTag> tagNow(ImageId image, String pipeline, UserId user) {
        kernel.requirePipeline(pipeline);
        return Objects.requireNonNull(instant.get(pipeline)).tag(tenant, image, user);
    }

    @Override
    public List<ImageTag> tagNow(ImageId image, UserId user) {
        String first = kernel.settings().pipelineNames().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this Tagging was built without a pipeline"));
        return tagNow(image, first, user);
    }

    @Override
    public void request(ImageId image) {
        if (request(Set.of(image), kernel.settings().pipelineNames()) == 0) {
            throw new UnknownImageException(image);
        }
    }

    @Override
    public int request(Collection<ImageId> imageIds, String pipeline) {
        kernel.requirePipeline(pipeline);
        return request(new LinkedHashSet<>(imageIds), Set.of(pipeline));
    }

    @Override
    public List<TaggingJob> status(ImageId image) {
        return tenant.call(number -> find(number, image)
                .map(found -> List.copyOf(jobs.status(found)))
                .orElse(List.of()));
    }

    @Override
    public Page<TaggingJob> failed(PageRequest page) {
        String cursor = CURSORS.decode(page.cursor(), Function.identity());
        FailedPage found = tenant.call(number -> jobs.failed(number, cursor, page.limit()));
        String next = found.next();
        return new Page<>(found.jobs(), next == null ? null : CURSORS.encode(next));
    }

    @Override
    public boolean retry(ImageId image, String pipeline) {
        return tenant.call(number -> {
            boolean queued = find(number, image)
                    .map(found -> jobs.retry(found, pipeline))
                    .orElse(false);
            if (queued) {
                kernel.wakeUps().jobsQueued(Set.of(pipeline));
            }
            return queued;
        });
    }

    @Override
    public int retryFailed(String pipeline) {
        kernel.requirePipeline(pipeline);
        return tenant.call(number -> {
            int queued = jobs.retryFailed(number, pipeline);
            kernel.wakeUps().jobsQueued(Set.of(pipeline));
            return queued;
        });
    }

    @Override
    public Backfill backfill(BackfillRequest request) {
        kernel.requirePipeline(request.pipeline());
        return tenant.call(number -> {
            kernel.wakeUps().backfillRuns();
            return backfills.create(number, request);
        });
    }

    @Override
    public List<Backfill> backfills() {
        return tenant.call(number -> List.copyOf(backfills.list(number)));
    }

    @Override
    public Optional<Backfill> findBackfill(long id) {
        return tenant.call(number -> backfills.find(number, id));
    }

    @Override
    public boolean pause(long id) {
        return tenant.call(number -> backfills.change(number, id, State.RUNNING, State.PAUSED));
    }

    @Override
    public boolean resume(long id) {
        return tenant.call(number -> {
            kernel.wakeUps().backfillRuns();
            return backfills.change(number, id, State.PAUSED, State.RUNNING);
        });
    }

    @Override
    public boolean cancel(long id) {
        return tenant.call(number -> backfills.change(number, id, State.RUNNING, State.CANCELLED)
                || backfills.change(number, id, State.PAUSED, State.CANCELLED));
    }

    @Override
    public long retract(String model) {
        AssertionStore assertions = kernel.database().assertions();
        long retracted = 0;
        for (int after = 0; ; ) {
            int begin = after;
            Retracted batch = tenant.call(number -> assertions.retract(number, model, begin, RETRACTED));
            if (batch.lastImage() == 0) {
                return retracted;
            }
            retracted += batch.assertions();
            after = batch.lastImage();
        }
    }

    private int request(Set<ImageId> imageIds, Set<String> pipelines) {
        return tenant.call(number -> {
            Collection<Integer> locked = images.lock(number, imageIds).values();
            if (!locked.isEmpty() && !pipelines.isEmpty()) {
                jobs.enqueue(locked, pipelines, Priority.REQUEST, null);
                kernel.wakeUps().jobsQueued(pipelines);
            }
            return locked.size();
        });
    }

    private Optional<Integer> find(int tenantNumber, ImageId image) {
        return images.find(tenantNumber, List.of(image)).stream()
                .map(Stored::number)
                .findFirst();
    }
}
