package dev.tagging.tck.model;

import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.spi.persistence.JobQueue.Outcome;
import dev.tagging.spi.persistence.JobQueue.Priority;
import dev.tagging.tck.model.Job.Hold;
import dev.tagging.tck.model.Job.Moment;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules about jobs, in memory: who may have which, for how long, and what becomes of it. */
final class Queue {

    private final Collection<Picture> pictures;
    private final Map<String, Moment> pausedUntil = new HashMap<>();
    private Moment now = new Moment(0, 0);

    Queue(Collection<Picture> pictures) {
        this.pictures = pictures;
    }

    Queue copy(Collection<Picture> ofCopy) {
        Queue copy = new Queue(ofCopy);
        copy.pausedUntil.putAll(pausedUntil);
        copy.now = now;
        return copy;
    }

    Moment now() {
        return now;
    }

    /** Another step begins. */
    void tick() {
        now = new Moment(now.hour(), now.step() + 1);
    }

    void pass(int hours) {
        now = now.plusHours(hours);
    }

    Stream<Job> jobs() {
        return pictures.stream().flatMap(picture -> picture.jobs.values().stream());
    }

    Stream<Job> jobs(String pipeline) {
        return jobs().filter(job -> job.pipeline.equals(pipeline));
    }

    void enqueue(Picture picture, String pipeline, Priority priority) {
        Job job = picture.jobs.get(pipeline);
        if (job == null) {
            picture.jobs.put(pipeline, new Job(picture, pipeline, priority, now));
            return;
        }
        if (job.state == State.WAITING) {
            job.priority = job.priority.compareTo(priority) <= 0 ? job.priority : priority;
            job.due = job.due.compareTo(now) < 0 ? job.due : now;
        } else {
            begin(job, priority);
        }
        job.leave(State.WAITING, now);
        job.error(null, null);
    }

    /** Jobs anybody may take now, most urgent first. */
    List<Job> due(String pipeline) {
        Moment paused = pausedUntil.get(pipeline);
        if (paused != null && paused.compareTo(now) > 0) {
            return List.of();
        }
        return jobs(pipeline)
                .filter(job -> job.isOpen() && job.due.compareTo(now) <= 0)
                .sorted(Job.MOST_URGENT_FIRST)
                .toList();
    }

    /** A worker takes a due job; null when it has been lost too often and fails instead. */
    @Nullable
    Hold take(Job job, String worker, int leaseHours) {
        if (job.state == State.PROCESSING) {
            job.losses++;
            job.error(ErrorKind.LOST, "worker " + job.worker + " vanished");
            if (job.losses >= Scene.MAX_LOSSES) {
                job.leave(State.FAILED, now);
                return null;
            }
        }
        Hold hold = new Hold();
        job.leave(State.PROCESSING, now);
        job.worker = worker;
        job.hold = hold;
        job.due = now.plusHours(leaseHours);
        return hold;
    }

    /** The job somebody holds; empty when somebody else does, or nobody. */
    Optional<Job> heldBy(Hold hold) {
        return jobs().filter(job -> job.hold == hold).findFirst();
    }

    boolean renew(Hold hold, int leaseHours) {
        Optional<Job> job = heldBy(hold);
        job.ifPresent(held -> held.due = now.plusHours(leaseHours));
        return job.isPresent();
    }

    boolean complete(Hold hold) {
        Optional<Job> job = heldBy(hold);
        job.ifPresent(this::complete);
        return job.isPresent();
    }

    /** Somebody has tagged the image while a person waited for it. */
    void completeAny(Picture picture, String pipeline) {
        complete(picture.jobs.computeIfAbsent(pipeline, any -> new Job(picture, pipeline, Priority.REQUEST, now)));
    }

    Outcome retryLater(Hold hold, int hours, ErrorKind kind, String error) {
        Optional<Job> found = heldBy(hold);
        if (found.isEmpty()) {
            return Outcome.STALE;
        }
        Job job = found.get();
        job.attempts++;
        boolean last = job.attempts >= Scene.MAX_ATTEMPTS;
        job.leave(last ? State.FAILED : State.WAITING, now);
        job.due = now.plusHours(hours);
        job.error(kind, error);
        return last ? Outcome.FAILED : Outcome.RETRIED;
    }

    boolean snooze(Hold hold, int hours, ErrorKind kind, String error) {
        Optional<Job> found = heldBy(hold);
        found.ifPresent(job -> {
            job.leave(State.WAITING, now);
            job.due = now.plusHours(hours);
            job.error(kind, error);
        });
        return found.isPresent();
    }

    boolean fail(Hold hold, ErrorKind kind, String error) {
        Optional<Job> found = heldBy(hold);
        found.ifPresent(job -> {
            job.leave(State.FAILED, now);
            job.error(kind, error);
        });
        return found.isPresent();
    }

    boolean release(Hold hold) {
        Optional<Job> found = heldBy(hold);
        found.ifPresent(job -> {
            job.leave(State.WAITING, now);
            job.due = now;
        });
        return found.isPresent();
    }

    void pause(String pipeline, int hours) {
        pausedUntil.merge(pipeline, now.plusHours(hours), (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    boolean retry(@Nullable Job job) {
        if (job == null || job.state != State.FAILED) {
            return false;
        }
        begin(job, Priority.REQUEST);
        job.leave(State.WAITING, now);
        job.error(null, null);
        return true;
    }

    int retryFailed(String pipeline) {
        return (int) jobs(pipeline).filter(this::retry).count();
    }

    private void complete(Job job) {
        job.leave(State.COMPLETED, now);
        job.error(null, null);
    }

    private void begin(Job job, Priority priority) {
        job.priority = priority;
        job.due = now;
        job.attempts = 0;
        job.losses = 0;
    }
}
