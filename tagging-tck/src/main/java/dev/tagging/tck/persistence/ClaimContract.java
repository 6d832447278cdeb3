package dev.tagging.tck.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.spi.persistence.JobQueue.Claim;
import dev.tagging.spi.persistence.JobQueue.Claimed;
import dev.tagging.tck.Crowd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which jobs a worker gets, and for how long. */
interface ClaimContract {

    @Test
    default void urgentJobsComeFirstThenTheLongestDue(Host host) {
        ImageId imported = imported(host);
        ImageId alsoImported = imported(host);
        ImageId uploaded = host.image();
        ImageId alsoUploaded = host.image();
        ImageId requested = host.image();
        host.ai().request(requested);
        host.ai().request(alsoImported);

        List<Integer> claimed = new Jobs(host).claimedOneByOne();

        assertThat(claimed)
                .isEqualTo(Stream.of(alsoImported, requested, uploaded, alsoUploaded, imported)
                        .map(host::number)
                        .toList());
    }

    @Test
    default void aJobPutOffGoesBehindThoseAlreadyDue(Host host) {
        Jobs jobs = new Jobs(host);
        ImageId first = host.image();
        ImageId second = host.image();
        jobs.snooze(jobs.claimOne(), Duration.ZERO);

        assertThat(jobs.claimedOneByOne()).containsExactly(host.number(second), host.number(first));
    }

    @Test
    default void aJobGivenBackInALongQueueIsNotForgotten(Host host) {
        Jobs jobs = new Jobs(host);
        ImageId first = host.image();
        List<ImageId> others = host.images(40);
        Claim held = jobs.claimOne();
        others.subList(0, 35).forEach(image -> jobs.claimOne());
        host.sql()
                .update(
                        "update tagging.tagging_jobs set state = 'WAITING', run_at = '2020-01-01' where image_no = ?",
                        held.imageNumber());

        assertThat(jobs.claim(20)).extracting(Claim::imageNumber).hasSize(6).contains(host.number(first));
    }

    @Test
    default void registeringAgainDoesNotMakeAJobLessUrgent(Host host) {
        ImageId uploaded = host.image();
        ImageId requested = host.image();
        host.ai().request(requested);

        host.catalog()
                .registerAll(
                        List.of(NewImage.of(requested, "0.raw"), NewImage.of(uploaded, "0.raw"))
                                .iterator(),
                        ImportOptions.defaults());

        assertThat(new Jobs(host).claimedOneByOne()).containsExactly(host.number(requested), host.number(uploaded));
    }

    @Test
    default void aWorkerGetsNoMoreThanItAsksFor(Host host) {
        host.images(5);
        Jobs jobs = new Jobs(host);

        assertThat(jobs.claim(2)).hasSize(2).doesNotHaveDuplicates();
        assertThat(jobs.claim(10)).hasSize(3);
        assertThat(jobs.claim(10)).isEmpty();
    }

    @Test
    default void aClaimedJobShowsWhoHoldsItAndUntilWhen(Host host) {
        ImageId image = host.image();

        Claim claim = new Jobs(host, "worker-7").claimOne(Duration.ofHours(3));

        assertThat(claim.imageNumber()).isEqualTo(host.number(image));
        assertThat(claim.pipeline()).isEqualTo(host.pipeline());
        TaggingJob job = new Jobs(host).of(image);
        assertThat(job.state()).isEqualTo(State.PROCESSING);
        assertThat(job.worker()).isEqualTo("worker-7");
        assertThat(Duration.between(Instant.now(), job.runAt()))
                .isBetween(Duration.ofMinutes(170), Duration.ofMinutes(190));
    }

    @Test
    default void aPipelineHasAQueueOfItsOwn(Host host) {
        Host second = host.withPipeline("second");
        ImageId ours = host.image();
        ImageId theirs = second.image();

        assertThat(new Jobs(second).claimedOneByOne()).containsExactly(host.number(theirs));
        assertThat(new Jobs(host).claimedOneByOne()).containsExactly(host.number(ours));
    }

    @Test
    default void aJobThatIsNotDueStays(Host host) {
        Jobs jobs = new Jobs(host);
        host.image();
        jobs.snooze(jobs.claimOne(), Jobs.LONG);

        assertThat(jobs.claim(1)).isEmpty();
        assertThat(jobs.open()).isEqualTo(1);
    }

    @Test
    default void aLeaseThatRunsOutMakesTheJobAnybodysAndCountsALoss(Host host) {
        ImageId image = host.image();
        Claim lost = new Jobs(host, "dead").claimOneAndLoseIt();

        Claim taken = new Jobs(host, "alive").claimOne();

        assertThat(taken.imageNumber()).isEqualTo(lost.imageNumber());
        assertThat(taken.number()).isGreaterThan(lost.number());
        TaggingJob job = new Jobs(host).of(image);
        assertThat(job.losses()).isEqualTo(1);
        assertThat(job.attempts()).isZero();
        assertThat(job.worker()).isEqualTo("alive");
    }

    @Test
    default void aJobLostTooOftenIsGivenUp(Host host) {
        ImageId deadly = host.image();
        Jobs jobs = new Jobs(host);
        for (int loss = 1; loss <= Jobs.MAX_LOSSES; loss++) {
            jobs.claimOneAndLoseIt();
        }
        ImageId harmless = host.image();

        Claimed claimed = jobs.claim(10, Jobs.LONG);

        assertThat(claimed.lost()).extracting(Claim::imageNumber).containsExactly(host.number(deadly));
        assertThat(claimed.claims()).extracting(Claim::imageNumber).containsExactly(host.number(harmless));
        TaggingJob job = jobs.of(deadly);
        assertThat(job.state()).isEqualTo(State.FAILED);
        assertThat(job.errorKind()).isEqualTo(ErrorKind.LOST);
        assertThat(job.error()).isNotBlank();
        assertThat(job.losses()).isEqualTo(Jobs.MAX_LOSSES);
    }

    @Test
    default void aRenewedLeaseLastsLonger(Host host) {
        List<ImageId> images = host.images(2);
        Jobs jobs = new Jobs(host);
        List<Claim> claims = jobs.claim(2);

        assertThat(jobs.renew(claims.get(0), claims.get(1))).containsExactlyInAnyOrderElementsOf(claims);

        for (ImageId image : images) {
            assertThat(Duration.between(Instant.now(), jobs.of(image).runAt())).isGreaterThan(Jobs.LONG);
        }
        assertThat(jobs.renew()).isEmpty();
    }

    @Test
    default void aPausedPipelineGivesNothing(Host host) {
        Host second = host.withPipeline("second");
        host.image();
        second.image();
        Jobs jobs = new Jobs(host);

        jobs.pause(Duration.ofHours(2));
        jobs.pause(Duration.ofMinutes(1));

        assertThat(jobs.claim(1)).isEmpty();
        assertThat(new Jobs(second).claim(1)).hasSize(1);
        assertThat(host.stats().pausedFor()).isBetween(Duration.ofMinutes(110), Duration.ofMinutes(120));
    }

    @Test
    default void aPauseEnds(Host host) {
        host.image();
        Jobs jobs = new Jobs(host);

        jobs.pause(Duration.ofMillis(1));
        host.sql()
                .number(
                        "select count(pg_sleep_until(paused_until)) from tagging.pipeline_pauses where pipeline = ?",
                        host.pipeline());

        assertThat(jobs.claim(1)).hasSize(1);
    }

    @Test
    default void aWorkerNeverWaitsForAnother(Host host) {
        ImageId busy = host.image();
        ImageId free = host.image();
        Jobs jobs = new Jobs(host);

        List<Integer> claimed = host.sql().rolledBack(connection -> {
            Sql.rows(connection, "select 1 from tagging.tagging_jobs where image_no = ? for update", host.number(busy));
            return jobs.claimedOneByOne();
        });

        assertThat(claimed).containsExactly(host.number(free));
    }

    @Test
    default void noJobIsGivenToTwoWorkers(Host host) {
        List<ImageId> images = host.images(100);

        List<List<Integer>> claimed = Crowd.of(8, worker -> new Jobs(host, "worker-" + worker).claimedOneByOne());

        assertThat(claimed.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        images.stream().map(host::number).toList());
    }

    private static ImageId imported(Host host) {
        ImageId image = host.newId();
        host.catalog().registerAll(List.of(NewImage.of(image, "0.raw")).iterator(), ImportOptions.defaults());
        return image;
    }
}
