package dev.tagging;

import java.time.Duration;
import java.util.Map;

/**
 * The state of the queue over all tenants and nodes.
 *
 * @param pipelines by pipeline name; only pipelines that have jobs
 * @param pendingCountChanges changes of tag counts not folded yet; grows without bound only when no node runs maintenance
 */
public record QueueStats(Map<String, PipelineStats> pipelines, long pendingCountChanges) {

    public QueueStats {
        pipelines = Map.copyOf(pipelines);
    }

    /**
     * One pipeline.
     *
     * @param waiting jobs due or not yet due
     * @param processing jobs with a worker
     * @param failed jobs given up
     * @param oldestDue for how long the longest waiting due job has been due; zero when none is
     * @param stopped why this node no longer serves it, or empty
     * @param pausedFor for how long all nodes leave it alone after a rate limit; zero when they do not
     */
    public record PipelineStats(
            long waiting, long processing, long failed, Duration oldestDue, String stopped, Duration pausedFor) {}

    /** Jobs waiting or under way, over all pipelines. */
    public long open() {
        return pipelines.values().stream()
                .mapToLong(stats -> stats.waiting() + stats.processing())
                .sum();
    }
}
