package dev.tagging.engine;

import dev.tagging.QueueStats.PipelineStats;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.engine.InMemoryState.ImageRow;
import dev.tagging.engine.InMemoryState.Job;
import dev.tagging.engine.InMemoryState.JobKey;
import dev.tagging.spi.persistence.JobQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class InMemoryJobs implements JobQueue {

    private final Supplier<InMemoryState> state;

    InMemoryJobs(Supplier<InMemoryState> state) {
        this.state = state;
    }

    @Override
    public void enqueue(
            Collection<Integer> imageNumbers, Set<String> pipelines, Priority priority, @Nullable Long backfill) {
        Instant now = state.get().now();
        imageNumbers.forEach(image -> pipelines.forEach(pipeline -> jobs().compute(
                        new JobKey(image, pipeline),
                        (key, old) -> Job.waiting(priority, old == null ? 0 : old.claim() + 1, now))));
    }

    @Override
    public Claimed claim(String pipeline, int max, String worker, Duration lease, int maxLosses) {
        Instant now = state.get().now();
        List<Claim> claims = new ArrayList<>();
        List<Claim> lost = new ArrayList<>();
        if (state.get().pauses.getOrDefault(pipeline, Instant.MIN).isAfter(now)) {
            return new Claimed(claims, lost);
        }
        List<JobKey> due = jobs().entrySet().stream()
                .filter(job -> job.getKey().pipeline().equals(pipeline) && isOpen(job.getValue()))
                .filter(job -> !job.getValue().runAt().isAfter(now))
                .sorted(Comparator.comparing(
                                (Map.Entry<JobKey, Job> job) -> job.getValue().priority())
                        .thenComparing(job -> job.getValue().runAt()))
                .limit(max)
                .map(Map.Entry::getKey)
                .toList();
        for (JobKey key : due) {
            Job job = Objects.requireNonNull(jobs().get(key));
            int losses = job.losses() + (job.state() == State.PROCESSING ? 1 : 0);
            boolean isLost = losses >= maxLosses;
            Job held = job.held(worker, now.plus(lease), losses);
            jobs().put(key, isLost ? held.ended(State.FAILED, job.attempts(), now, ErrorKind.LOST, "vanished") : held);
            (isLost ? lost : claims).add(new Claim(key.image(), pipeline, held.claim()));
        }
        return new Claimed(claims, lost);
    }

    @Override
    public Set<Claim> renew(Collection<Claim> claims, Duration lease) {
        Instant end = state.get().now().plus(lease);
        return claims.stream()
                .filter(claim -> change(claim, job -> job.renewed(end)))
                .collect(Collectors.toSet());
    }

    @Override
    public boolean complete(Claim claim, @Nullable String verdict) {
        return change(claim, job -> job.completed(verdict));
    }

    @Override
    public Outcome retryLater(Claim claim, Duration delay, int maxAttempts, ErrorKind kind, String error) {
        Instant due = state.get().now().plus(delay);
        boolean held = change(
                claim,
                job -> job.ended(
                        job.attempts() + 1 >= maxAttempts ? State.FAILED : State.WAITING,
                        job.attempts() + 1,
                        due,
                        kind,
                        error));
        return !held ? Outcome.STALE : job(claim).state() == State.FAILED ? Outcome.FAILED : Outcome.RETRIED;
    }

    @Override
    public boolean snooze(Claim claim, Duration delay, ErrorKind kind, String error) {
        Instant due = state.get().now().plus(delay);
        return change(claim, job -> job.ended(State.WAITING, job.attempts(), due, kind, error));
    }

    @Override
    public boolean fail(Claim claim, ErrorKind kind, String error) {
        Instant now = state.get().now();
        return change(claim, job -> job.ended(State.FAILED, job.attempts(), now, kind, error));
    }

    @Override
    public int release(Collection<Claim> claims) {
        Instant now = state.get().now();
        return (int) claims.stream()
                .filter(claim -> change(claim, job -> job.ended(State.WAITING, job.attempts(), now, null, null)))
                .count();
    }

    @Override
    public void completeAny(int imageNumber, String pipeline, @Nullable String verdict) {
        jobs().computeIfPresent(new JobKey(imageNumber, pipeline), (key, job) -> job.completed(verdict));
    }

    @Override
    public void pause(String pipeline, Duration atLeast, String reason) {
        state.get().pauses.merge(pipeline, state.get().now().plus(atLeast), (a, b) -> a.isAfter(b) ? a : b);
    }

    @Override
    public List<TaggingJob> status(int imageNumber) {
        return all().filter(job -> job.getKey().image() == imageNumber)
                .map(this::report)
                .sorted(Comparator.comparing(TaggingJob::pipeline))
                .toList();
    }

    @Override
    public @Nullable TaggingJob find(int imageNumber, String pipeline) {
        return status(imageNumber).stream()
                .filter(job -> job.pipeline().equals(pipeline))
                .findFirst()
                .orElse(null);
    }

    @Override
    public FailedPage failed(int tenant, @Nullable String cursor, int limit) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        List<TaggingJob> failed = all().filter(job -> job.getValue().state() == State.FAILED)
                .map(this::report)
                .toList();
        int to = Math.min(from + limit, failed.size());
        return new FailedPage(failed.subList(from, to), to < failed.size() ? Integer.toString(to) : null);
    }

    @Override
    public boolean retry(int imageNumber, String pipeline) {
        JobKey key = new JobKey(imageNumber, pipeline);
        Job job = jobs().get(key);
        if (job == null || job.state() != State.FAILED) {
            return false;
        }
        jobs().put(
                        key,
                        Job.waiting(
                                Priority.REQUEST, job.claim() + 1, state.get().now()));
        return true;
    }

    @Override
    public int retryFailed(int tenant, String pipeline) {
        return (int) List.copyOf(jobs().keySet()).stream()
                .filter(key -> key.pipeline().equals(pipeline) && retry(key.image(), pipeline))
                .count();
    }

    @Override
    public long open(Collection<String> pipelines) {
        return all().filter(job -> pipelines.contains(job.getKey().pipeline()))
                .filter(job -> isOpen(job.getValue()))
                .count();
    }

    @Override
    public Map<String, PipelineStats> stats() {
        Map<String, PipelineStats> stats = new TreeMap<>();
        all().forEach(job -> stats.merge(
                job.getKey().pipeline(),
                count(job.getValue().state()),
                (a, b) -> new PipelineStats(
                        a.waiting() + b.waiting(),
                        a.processing() + b.processing(),
                        a.failed() + b.failed(),
                        Duration.ZERO,
                        "",
                        Duration.ZERO)));
        return stats;
    }

    private static PipelineStats count(State job) {
        return new PipelineStats(
                job == State.WAITING ? 1 : 0,
                job == State.PROCESSING ? 1 : 0,
                job == State.FAILED ? 1 : 0,
                Duration.ZERO,
                "",
                Duration.ZERO);
    }

    private static boolean isOpen(Job job) {
        return job.state() == State.WAITING || job.state() == State.PROCESSING;
    }

    private Map<JobKey, Job> jobs() {
        return state.get().jobs;
    }

    private Stream<Map.Entry<JobKey, Job>> all() {
        return jobs().entrySet().stream();
    }

    private Job job(Claim claim) {
        return Objects.requireNonNull(jobs().get(new JobKey(claim.imageNumber(), claim.pipeline())));
    }

    private boolean change(Claim claim, UnaryOperator<Job> change) {
        JobKey key = new JobKey(claim.imageNumber(), claim.pipeline());
        Job job = jobs().get(key);
        if (job == null || !job.isHeldBy(claim)) {
            return false;
        }
        jobs().put(key, change.apply(job));
        return true;
    }

    private TaggingJob report(Map.Entry<JobKey, Job> entry) {
        Job job = entry.getValue();
        ImageRow image =
                Objects.requireNonNull(state.get().images.get(entry.getKey().image()));
        return new TaggingJob(
                image.image().id(),
                entry.getKey().pipeline(),
                job.state(),
                job.attempts(),
                job.losses(),
                job.runAt(),
                job.worker(),
                job.errorKind(),
                job.error(),
                job.verdict(),
                job.updatedAt());
    }
}
