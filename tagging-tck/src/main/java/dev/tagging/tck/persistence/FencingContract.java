package dev.tagging.tck.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.spi.persistence.JobQueue.Claim;
import dev.tagging.spi.persistence.JobQueue.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the holder of a job can do with it, and that whoever has lost it can do nothing. */
interface FencingContract {

    @Test
    default void aCompletedJobIsDoneForGood(Host host) {
        ImageId image = host.image();
        Jobs jobs = new Jobs(host);
        Claim claim = jobs.claimOne();

        assertThat(jobs.complete(claim)).isTrue();

        assertThat(jobs.of(image))
                .returns(State.COMPLETED, TaggingJob::state)
                .returns(null, TaggingJob::worker)
                .returns(null, TaggingJob::error);
        assertThat(jobs.open()).isZero();
        assertHoldsNothing(jobs, claim);
    }

    @Test
    default void whoLosesALeaseToAnotherCanChangeNothing(Host host) {
        ImageId image = host.image();
        Jobs frozen = new Jobs(host, "frozen");
        Claim lost = frozen.claimOneAndLoseIt();
        Jobs alive = new Jobs(host, "alive");
        Claim held = alive.claimOne();
        TaggingJob before = alive.of(image);

        assertHoldsNothing(frozen, lost);

        assertThat(alive.of(image)).isEqualTo(before);
        assertThat(alive.complete(held)).isTrue();
    }

    @Test
    default void whoIsLateButUnchallengedStillHolds(Host host) {
        ImageId image = host.image();
        Jobs jobs = new Jobs(host);
        Claim late = jobs.claimOneAndLoseIt();

        assertThat(jobs.complete(late)).isTrue();

        assertThat(jobs.of(image).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    default void aRequestTakesTheJobFromWhoeverIsAtIt(Host host) {
        ImageId image = host.image();
        Jobs jobs = new Jobs(host);
        Claim outdated = jobs.claimOne();

        host.ai().request(image);

        assertThat(jobs.of(image)).returns(State.WAITING, TaggingJob::state).returns(null, TaggingJob::worker);
        assertHoldsNothing(jobs, outdated);
        Claim next = jobs.claimOne();
        assertThat(next.number()).isGreaterThan(outdated.number());
        assertHoldsNothing(jobs, outdated);
        assertThat(jobs.complete(next)).isTrue();
    }

    @Test
    default void changedContentTakesTheJobFromWhoeverIsAtIt(Host host) {
        NewImage image = NewImage.of(host.newId(), "0.raw").withContentVersion("v1");
        host.catalog().register(image);
        Jobs jobs = new Jobs(host);
        Claim outdated = jobs.claimOne();

        host.catalog().register(image.withContentVersion("v2"));

        assertHoldsNothing(jobs, outdated);
        assertThat(jobs.claim(1)).hasSize(1);
    }

    @Test
    default void anImageForgottenMeanwhileHasNoJob(Host host) {
        ImageId image = host.image();
        Jobs jobs = new Jobs(host);
        Claim claim = jobs.claimOne();

        host.catalog().remove(image);

        assertHoldsNothing(jobs, claim);
        assertThat(jobs.claim(1)).isEmpty();
    }

    @Test
    default void aClaimOfAnImageThatComesBackIsNotTheOldOne(Host host) {
        ImageId image = host.image();
        Jobs jobs = new Jobs(host);
        Claim claim = jobs.claimOne();
        host.catalog().remove(image);
        host.catalog().register(NewImage.of(image, "0.raw"));

        assertHoldsNothing(jobs, claim);

        assertThat(jobs.of(image).state()).isEqualTo(State.WAITING);
    }

    @Test
    default void aSnoozedJobWaitsWithoutCounting(Host host) {
        ImageId image = host.image();
        Jobs jobs = new Jobs(host);
        Claim claim = jobs.claimOne();

        assertThat(jobs.snooze(claim, Duration.ofHours(3))).isTrue();

        TaggingJob job = jobs.of(image);
        assertThat(job)
                .returns(State.WAITING, TaggingJob::state)
                .returns(0, TaggingJob::attempts)
                .returns(0, TaggingJob::losses)
                .returns(null, TaggingJob::worker)
                .returns(ErrorKind.RATE_LIMITED, TaggingJob::errorKind)
                .returns("too many calls", TaggingJob::error);
        assertThat(Duration.between(Instant.now(), job.runAt()))
                .isBetween(Duration.ofMinutes(170), Duration.ofMinutes(190));
        assertHoldsNothing(jobs, claim);
    }

    @Test
    default void aJobIsTriedAgainUntilItsLastAttempt(Host host) {
        ImageId image = host.image();
        Jobs jobs = new Jobs(host);

        Outcome first = jobs.retryLater(jobs.claimOne(), Duration.ZERO, 2);
        TaggingJob between = jobs.of(image);
        Claim last = jobs.claimOne();
        Outcome second = jobs.retryLater(last, Duration.ZERO, 2);

        assertThat(first).isEqualTo(Outcome.RETRIED);
        assertThat(between)
                .returns(State.WAITING, TaggingJob::state)
                .returns(1, TaggingJob::attempts)
                .returns(ErrorKind.TRANSIENT, TaggingJob::errorKind);
        assertThat(second).isEqualTo(Outcome.FAILED);
        assertThat(jobs.of(image))
                .returns(State.FAILED, TaggingJob::state)
                .returns(2, TaggingJob::attempts)
                .returns("no answer", TaggingJob::error);
        assertHoldsNothing(jobs, last);
        assertThat(jobs.claim(1)).isEmpty();
    }

    @Test
    default void aJobGivenUpKeepsItsReason(Host host) {
        ImageId image = host.image();
        Jobs jobs = new Jobs(host);
        Claim claim = jobs.claimOne();
        String reason = "unreadable: 'x'\"; \\ ü 🎉";

        assertThat(jobs.fail(claim, ErrorKind.REJECTED, reason)).isTrue();

        assertThat(jobs.of(image))
                .returns(State.FAILED, TaggingJob::state)
                .returns(ErrorKind.REJECTED, TaggingJob::errorKind)
                .returns(reason, TaggingJob::error);
        assertHoldsNothing(jobs, claim);
    }

    @Test
    default void aJobGivenBackIsDueAtOnceAndNotLost(Host host) {
        List<ImageId> images = host.images(2);
        Jobs jobs = new Jobs(host);
        List<Claim> claims = jobs.claim(2);
        jobs.complete(claims.get(0));

        assertThat(jobs.release(claims.get(0), claims.get(1))).isEqualTo(1);

        assertThat(jobs.of(images.get(1)))
                .returns(State.WAITING, TaggingJob::state)
                .returns(0, TaggingJob::losses)
                .returns(null, TaggingJob::worker);
        assertHoldsNothing(jobs, claims.get(1));
        assertThat(jobs.claim(2)).hasSize(1);
    }

    @Test
    default void whatSucceedsAfterFailuresForgetsThem(Host host) {
        ImageId image = host.image();
        Jobs jobs = new Jobs(host);
        jobs.retryLater(jobs.claimOne(), Duration.ZERO, 5);

        jobs.complete(jobs.claimOne());

        assertThat(jobs.of(image))
                .returns(State.COMPLETED, TaggingJob::state)
                .returns(null, TaggingJob::errorKind)
                .returns(null, TaggingJob::error);
    }

    private static void assertHoldsNothing(Jobs jobs, Claim claim) {
        assertThat(jobs.complete(claim)).as("completes").isFalse();
        assertThat(jobs.fail(claim, ErrorKind.INTERNAL, "stale")).as("fails").isFalse();
        assertThat(jobs.snooze(claim, Jobs.LONG)).as("snoozes").isFalse();
        assertThat(jobs.retryLater(claim, Jobs.LONG, 1)).as("retries").isEqualTo(Outcome.STALE);
        assertThat(jobs.renew(claim)).as("renews").isEmpty();
        assertThat(jobs.release(claim)).as("releases").isZero();
    }
}
