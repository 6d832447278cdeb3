package dev.tagging.tck.model;

import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.spi.persistence.JobQueue.Priority;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The model of a job. */
final class Job {

    static final Comparator<Job> MOST_URGENT_FIRST =
            Comparator.<Job, Priority>comparing(job -> job.priority).thenComparing(job -> job.due);

    final Picture picture;
    final String pipeline;

    State state = State.WAITING;
    Priority priority;
    int attempts;
    int losses;
    Moment due;
    Moment changed;

    @Nullable
    String worker;

    @Nullable
    ErrorKind errorKind;

    @Nullable
    String error;

    /** What its worker holds; null unless it is in work. */
    @Nullable
    Hold hold;

    Job(Picture picture, String pipeline, Priority priority, Moment now) {
        this.picture = picture;
        this.pipeline = pipeline;
        this.priority = priority;
        this.due = now;
        this.changed = now;
    }

    Job copy(Picture ofCopy) {
        Job copy = new Job(ofCopy, pipeline, priority, due);
        copy.state = state;
        copy.attempts = attempts;
        copy.losses = losses;
        copy.changed = changed;
        copy.worker = worker;
        copy.errorKind = errorKind;
        copy.error = error;
        copy.hold = hold;
        return copy;
    }

    boolean isOpen() {
        return state == State.WAITING || state == State.PROCESSING;
    }

    /** Puts the job into a state in which nobody is at it. */
    void leave(State newState, Moment now) {
        state = newState;
        changed = now;
        worker = null;
        hold = null;
    }

    void error(@Nullable ErrorKind kind, @Nullable String text) {
        errorKind = kind;
        error = text;
    }

    /** A worker's hold on a job, and no other. */
    static final class Hold {}

    /** A time of the model: hours that steps let pass, and within them the order of steps. */
    record Moment(long hour, long step) implements Comparable<Moment> {

        Moment plusHours(int hours) {
            return new Moment(hour + hours, step);
        }

        @Override
        public int compareTo(Moment other) {
            int byHour = Long.compare(hour, other.hour);
            return byHour != 0 ? byHour : Long.compare(step, other.step);
        }
    }
}
