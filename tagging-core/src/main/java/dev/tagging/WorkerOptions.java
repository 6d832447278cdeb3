package dev.tagging;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a node works on the queue.
 *
 * @param pipelines which pipelines it serves; empty for all it was built with, an empty set for none (a web node)
 * @param concurrency images in work at once for each pipeline, 1 to 1,000
 * @param lease how long a job belongs to a worker that gives no sign of life; renewed at a third of it. At least 1 second
 * @param timeout how long a provider may take for one image
 * @param pollInterval how often an idle node looks for work that other nodes have queued
 * @param maintenanceInterval how often the node tidies up, when no other node is at it
 */
public record WorkerOptions(
        Optional<Set<String>> pipelines,
        int concurrency,
        Duration lease,
        Duration timeout,
        Duration pollInterval,
        Duration maintenanceInterval) {

    public WorkerOptions {
        if (concurrency < 1 || concurrency > 1_000) {
            throw new IllegalArgumentException("concurrency is 1 to 1,000, not " + concurrency);
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a lease is at least a second, not " + lease);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive: " + timeout);
        }
        if (pollInterval.toMillis() < 1 || maintenanceInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "intervals must be positive: " + pollInterval + ", " + maintenanceInterval);
        }
    }

    /** All pipelines, 2 images at once, leases of a minute, 2 minutes an image, a look every second, tidying every 5. */
    public static WorkerOptions defaults() {
        return new WorkerOptions(
                Optional.empty(),
                2,
                Duration.ofMinutes(1),
                Duration.ofMinutes(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
    }

    /** Serves only these pipelines; none at all on a node without workers. */
    public WorkerOptions serving(Set<String> names) {
        return new WorkerOptions(
                Optional.of(Set.copyOf(names)), concurrency, lease, timeout, pollInterval, maintenanceInterval);
    }

    public WorkerOptions withConcurrency(int images) {
        return new WorkerOptions(pipelines, images, lease, timeout, pollInterval, maintenanceInterval);
    }

    public WorkerOptions withLease(Duration newLease) {
        return new WorkerOptions(pipelines, concurrency, newLease, timeout, pollInterval, maintenanceInterval);
    }

    public WorkerOptions withTimeout(Duration newTimeout) {
        return new WorkerOptions(pipelines, concurrency, lease, newTimeout, pollInterval, maintenanceInterval);
    }

    public WorkerOptions withPollInterval(Duration interval) {
        return new WorkerOptions(pipelines, concurrency, lease, timeout, interval, maintenanceInterval);
    }

    public WorkerOptions withMaintenanceInterval(Duration interval) {
        return new WorkerOptions(pipelines, concurrency, lease, timeout, pollInterval, interval);
    }
}
