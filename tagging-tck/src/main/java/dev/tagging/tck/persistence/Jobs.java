package dev.tagging.tck.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.ImageId;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.JobQueue.Claim;
import dev.tagging.spi.persistence.JobQueue.Claimed;
import dev.tagging.spi.persistence.JobQueue.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The queue as a worker of the host's pipeline uses it, each call in a transaction of its own. */
final class Jobs {

    static final Duration LONG = Duration.ofHours(1);
    static final int MAX_LOSSES = 3;

    private final Host host;
    private final String pipeline;
    private final String worker;

    Jobs(Host host) {
        this(host, "worker-1");
    }

    Jobs(Host host, String worker) {
        this.host = host;
        this.pipeline = host.pipeline();
        this.worker = worker;
    }

    /** Takes up to {@code max} jobs for a long time. */
    List<Claim> claim(int max) {
        return claim(max, LONG).claims();
    }

    Claimed claim(int max, Duration lease) {
        return queue(jobs -> jobs.claim(pipeline, max, worker, lease, MAX_LOSSES));
    }

    /** Takes the next job for a long time; there must be one. */
    Claim claimOne() {
        return claimOne(LONG);
    }

    Claim claimOne(Duration lease) {
        Claimed claimed = claim(1, lease);
        assertThat(claimed.claims()).as("claims of %s", claimed).hasSize(1);
        return claimed.claims().get(0);
    }

    /** Takes the next job for a moment, and returns when the lease is over. */
    Claim claimOneAndLoseIt() {
        Claim claim = claimOne(Duration.ofMillis(1));
        host.sql()
                .number(
                        """
                        select count(pg_sleep_until(run_at))
                        from tagging.tagging_jobs where image_no = ? and pipeline = ?
                        """,
                        claim.imageNumber(),
                        claim.pipeline());
        return claim;
    }

    /** Takes all jobs there are, one after the other; the images in the order they came. */
    List<Integer> claimedOneByOne() {
        List<Integer> images = new ArrayList<>();
        for (List<Claim> next = claim(1); !next.isEmpty(); next = claim(1)) {
            images.add(next.get(0).imageNumber());
        }
        return images;
    }

    Set<Claim> renew(Claim... claims) {
        return queue(jobs -> jobs.renew(List.of(claims), LONG.multipliedBy(2)));
    }

    boolean complete(Claim claim) {
        return inTransaction(() -> {
            host.persistence().images().lockNumbers(List.of(claim.imageNumber()));
            return host.persistence().jobs().complete(claim, null);
        });
    }

    Outcome retryLater(Claim claim, Duration delay, int maxAttempts) {
        return queue(jobs -> jobs.retryLater(claim, delay, maxAttempts, ErrorKind.TRANSIENT, "no answer"));
    }

    boolean snooze(Claim claim, Duration delay) {
        return queue(jobs -> jobs.snooze(claim, delay, ErrorKind.RATE_LIMITED, "too many calls"));
    }

    boolean fail(Claim claim, ErrorKind kind, String error) {
        return queue(jobs -> jobs.fail(claim, kind, error));
    }

    int release(Claim... claims) {
        return queue(jobs -> jobs.release(List.of(claims)));
    }

    void pause(Duration atLeast) {
        queue(jobs -> {
            jobs.pause(pipeline, atLeast, "asked to wait");
            return true;
        });
    }

    /** How many jobs of the pipeline are waiting or under way. */
    long open() {
        return queue(jobs -> jobs.open(Set.of(pipeline)));
    }

    /** The image's job in the pipeline; there must be one. */
    TaggingJob of(ImageId image) {
        return host.ai().status(image).stream()
                .filter(job -> job.pipeline().equals(pipeline))
                .findFirst()
                .orElseThrow();
    }

    private <T> T queue(Function<JobQueue, T> work) {
        return inTransaction(() -> work.apply(host.persistence().jobs()));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return host.persistence().transactions().required(work);
    }
}
