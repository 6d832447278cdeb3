package dev.tagging.spi.persistence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What has been used of limits that hold over all nodes, in fixed windows of the database's clock in UTC. */
public interface UsageStore {

    /** Lengths of windows. */
    enum Window {
        MINUTE,
        DAY,
        MONTH
    }

    /**
     * Uses {@code amount} of a scope's {@code limit} in the present window, if there is that much left.
     *
     * @return empty when it was used; else when the next window begins
     */
    Optional<Instant> use(String scope, Window window, long amount, long limit);

    /** Adds to what is used in the present window, whatever the limit. */
    void add(String scope, Window window, long amount);

    /** Forgets windows that ended longer ago than {@code age}; returns how many. */
    int forget(Duration age);
}
