package dev.tagging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backfill and how far it has come.
 *
 * @param total images it covers, as counted when it began
 * @param queued images handed to the queue so far
 * @param completed of those, how many are tagged
 * @param failed of those, how many were given up
 * @param finishedAt when the last job ended or it was cancelled; null while it goes on
 */
public record Backfill(
        long id,
        String pipeline,
        State state,
        long total,
        long queued,
        long completed,
        long failed,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** Where a backfill stands. */
    public enum State {
        RUNNING,
        PAUSED,
        CANCELLED,
        FINISHED
    }
}
