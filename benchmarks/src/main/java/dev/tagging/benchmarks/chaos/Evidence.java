package dev.tagging.benchmarks.chaos;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a run: what the provider and people know, and what stands in the database.
 *
 * @param images every image that was uploaded, as its uploader was told
 * @param calls of the provider
 * @param deeds of people, in their order
 * @param database what stands in the database
 */
record Evidence(List<String> images, List<Call> calls, List<Deed> deeds, Stored database) {

    Evidence {
        images = List.copyOf(images);
        calls = List.copyOf(calls);
        deeds = List.copyOf(deeds);
    }

    /**
     * What stands in the database.
     *
     * @param jobEvents in the order in which they happened
     * @param feedback how many entries the history of what people did has for each user
     * @param pendingCounts changes of use counts that are not yet added up
     * @param differences what changes when everything derived is computed anew, in words
     */
    record Stored(
            List<Job> jobs,
            List<JobEvent> jobEvents,
            List<TagEvent> tagEvents,
            List<Assertion> assertions,
            List<Removal> removals,
            List<Shown> shown,
            Map<String, Integer> feedback,
            List<Count> counts,
            long pendingCounts,
            List<String> differences) {}

    /** A job as it stands. */
    record Job(String image, String state, long claim) {}

    /**
     * A change of a job.
     *
     * @param oldState null when there was none
     * @param newState null when it is gone
     * @param inLease whether it was in work and its lease had not ended
     */
    record JobEvent(
            long transaction,
            String image,
            @Nullable String oldState,
            @Nullable String newState,
            long oldClaim,
            long newClaim,
            @Nullable String oldWorker,
            @Nullable String newWorker,
            boolean inLease) {

        boolean isClaim() {
            return "PROCESSING".equals(newState);
        }

        boolean isTakeover() {
            return isClaim() && "PROCESSING".equals(oldState);
        }

        boolean isCompletion() {
            return "COMPLETED".equals(newState);
        }
    }

    /**
     * A tag of the provider's that was written.
     *
     * @param confidence null when it was deleted
     */
    record TagEvent(long transaction, String image, String tag, String model, @Nullable Double confidence) {}

    /**
     * What somebody says.
     *
     * @param model null for people
     */
    record Assertion(String image, String tag, @Nullable String model, @Nullable Double confidence, boolean isShown) {}

    /** What people took off. */
    record Removal(String image, String tag) {}

    /** What people see. */
    record Shown(String image, String tag, boolean byPerson) {}

    /** How often a tag is used: as kept, and as counted. */
    record Count(String tag, long kept, long counted) {}
}
