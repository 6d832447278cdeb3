package dev.tagging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The work of one pipeline on one image.
 *
 * @param attempts how often a provider has failed on it since it was last queued
 * @param losses how often a worker vanished with it since it was last queued
 * @param runAt when it is next due; for a job under way, when its lease ends
 * @param worker who is at it; null unless {@link State#PROCESSING}
 * @param errorKind what kind of error came last; null when there was none
 * @param error the last error in words; null when there was none
 * @param verdict what a moderating provider said last, such as {@code SAFE}; null when none did
 * @param updatedAt when its state last changed
 */
public record TaggingJob(
        ImageId image,
        String pipeline,
        State state,
        int attempts,
        int losses,
        Instant runAt,
        @Nullable String worker,
        @Nullable ErrorKind errorKind,
        @Nullable String error,
        @Nullable String verdict,
        Instant updatedAt) {

    /** Where a job stands. */
    public enum State {
        /** Queued, or waiting for its next attempt. */
        WAITING,
        /** A worker holds it. */
        PROCESSING,
        /** Done; the tags are there. */
        COMPLETED,
        /** Given up; {@link AiTaggingService#retry} queues it again. */
        FAILED
    }

    /** Kinds of error. */
    public enum ErrorKind {
        /** The provider failed in a way that may pass, but did so too often. */
        TRANSIENT,
        /** The provider, or the host's storage, will never accept this image. */
        REJECTED,
        /** The provider cannot work at all until an operator acts. */
        MISCONFIGURED,
        /** The provider was asked too often. */
        RATE_LIMITED,
        /** The host's storage could not give the bytes for now. */
        UNAVAILABLE,
        /** Workers died over it too often. */
        LOST,
        /** A bug: something threw what it should not. */
        INTERNAL
    }
}
