package dev.tagging.engine;

import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.JobQueue.Claim;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The claims this node holds. Renews them until they are dropped, and tells when one has been lost. */
final class Leases {

    private final Work work;
    private final JobQueue jobs;
    private final Duration lease;
    private final Map<Claim, Runnable> held = new ConcurrentHashMap<>();
    private final Loop loop;

    Leases(Kernel kernel) {
        this.work = kernel.work();
        this.jobs = kernel.database().jobs();
        this.lease = kernel.settings().workers().lease();
        this.loop = new Loop("tagging-leases", lease.dividedBy(3), this::renew);
    }

    void start() {
        loop.start();
    }

    /** @param whenLost called at most once, by another thread, when the claim no longer holds */
    void hold(Claim claim, Runnable whenLost) {
        held.put(claim, whenLost);
    }

    void drop(Claim claim) {
        held.remove(claim);
    }

    void stop() {
        loop.stop();
    }

    /** Gives all jobs that are still held back to the queue. */
    void releaseAll() {
        Set<Claim> claims = Set.copyOf(held.keySet());
        if (!claims.isEmpty()) {
            work.run(() -> jobs.release(claims));
            held.keySet().removeAll(claims);
        }
    }

    private Duration renew() {
        Set<Claim> asked = Set.copyOf(held.keySet());
        if (!asked.isEmpty()) {
            Set<Claim> kept = work.call(() -> jobs.renew(asked, lease));
            asked.stream().filter(claim -> !kept.contains(claim)).forEach(this::lost);
        }
        return lease.dividedBy(3);
    }

    private void lost(Claim claim) {
        Runnable whenLost = held.remove(claim);
        if (whenLost != null) {
            whenLost.run();
        }
    }
}
