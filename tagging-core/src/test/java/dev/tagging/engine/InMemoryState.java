package dev.tagging.engine;

import dev.tagging.Backfill;
import dev.tagging.ConfidenceBand;
import dev.tagging.Image;
import dev.tagging.RemovedTag;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.TenantId;
import dev.tagging.spi.persistence.AssertionStore.AiSource;
import dev.tagging.spi.persistence.AssertionStore.ImageAndTag;
import dev.tagging.spi.persistence.JobQueue.Claim;
import dev.tagging.spi.persistence.JobQueue.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All rows of the database in memory. Rows are immutable, tables are not. */
final class InMemoryState {

    Duration clockAhead = Duration.ZERO;
    int lastNumber;
    int pendingChanges;
    final Map<TenantId, Integer> tenants = new LinkedHashMap<>();
    final TreeMap<Integer, ImageRow> images = new TreeMap<>();
    final TreeMap<Integer, TagRow> tags = new TreeMap<>();
    final Map<AiSource, Integer> sources = new LinkedHashMap<>();
    final Map<AssertionKey, Assertion> assertions = new LinkedHashMap<>();
    final Map<ImageAndTag, RemovedTag> removals = new LinkedHashMap<>();
    final Map<JobKey, Job> jobs = new LinkedHashMap<>();
    final Map<String, Instant> pauses = new LinkedHashMap<>();
    final Map<String, Long> usage = new LinkedHashMap<>();
    final Map<Long, Backfill> backfills = new LinkedHashMap<>();

    InMemoryState copy() {
        InMemoryState copy = new InMemoryState();
        copy.clockAhead = clockAhead;
        copy.lastNumber = lastNumber;
        copy.pendingChanges = pendingChanges;
        copy.tenants.putAll(tenants);
        copy.images.putAll(images);
        copy.tags.putAll(tags);
        copy.sources.putAll(sources);
        copy.assertions.putAll(assertions);
        copy.removals.putAll(removals);
        copy.jobs.putAll(jobs);
        copy.pauses.putAll(pauses);
        copy.usage.putAll(usage);
        copy.backfills.putAll(backfills);
        return copy;
    }

    Instant now() {
        return Instant.now().plus(clockAhead);
    }

    int nextNumber() {
        return ++lastNumber;
    }

    record ImageRow(int tenant, Image image, String words) {}

    record TagRow(int tenant, TagName name, @Nullable TagCategory category) {}

    /** @param source 0 for people */
    record AssertionKey(int image, int tag, int source) {}

    record Assertion(@Nullable Double confidence, ConfidenceBand band, Instant createdAt) {}

    record JobKey(int image, String pipeline) {}

    record Job(
            State state,
            Priority priority,
            int attempts,
            int losses,
            long claim,
            Instant runAt,
            @Nullable String worker,
            @Nullable ErrorKind errorKind,
            @Nullable String error,
            @Nullable String verdict,
            Instant updatedAt) {

        static Job waiting(Priority priority, long claim, Instant now) {
            return new Job(State.WAITING, priority, 0, 0, claim, now, null, null, null, null, now);
        }

        boolean isHeldBy(Claim holder) {
            return state == State.PROCESSING && claim == holder.number();
        }

        Job held(String newWorker, Instant leaseEnd, int newLosses) {
            return new Job(
                    State.PROCESSING,
                    priority,
                    attempts,
                    newLosses,
                    claim + 1,
                    leaseEnd,
                    newWorker,
                    errorKind,
                    error,
                    verdict,
                    runAt);
        }

        Job renewed(Instant leaseEnd) {
            return new Job(
                    state, priority, attempts, losses, claim, leaseEnd, worker, errorKind, error, verdict, updatedAt);
        }

        Job ended(State newState, int newAttempts, Instant due, @Nullable ErrorKind kind, @Nullable String message) {
            return new Job(
                    newState, priority, newAttempts, losses, claim + 1, due, null, kind, message, verdict, updatedAt);
        }

        Job completed(@Nullable String newVerdict) {
            return new Job(
                    State.COMPLETED,
                    priority,
                    attempts,
                    losses,
                    claim + 1,
                    runAt,
                    null,
                    null,
                    null,
                    newVerdict,
                    updatedAt);
        }
    }
}
