package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tagging.ImageId;
import dev.tagging.Page;
import dev.tagging.PageRequest;
import dev.tagging.ProviderPlan;
import dev.tagging.QueueStats.PipelineStats;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ModerationVerdict;
import dev.tagging.spi.ModerationVerdict.Level;
import dev.tagging.spi.Usage;
import dev.tagging.spi.persistence.JobQueue.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The queue as people see it: asking, watching, trying again. */
interface JobContract {

    @Test
    default void everyPipelineHasAJobOfItsOwn(Host host) {
        String extra = "extra-" + host.pipeline();
        Host two = host.with(node -> node.pipeline(extra, ProviderPlan.provider(ScriptedAi.NAME)));
        ImageId image = two.image();

        two.ai().tagNow(image, extra, ANN);

        assertThat(two.ai().status(image))
                .extracting(TaggingJob::pipeline, TaggingJob::state)
                .containsExactly(tuple(extra, State.COMPLETED), tuple(host.pipeline(), State.WAITING));
    }

    @Test
    default void aNewJobWaitsAndHasNoHistory(Host host) {
        ImageId image = host.image();

        assertThat(host.ai().status(image)).singleElement().satisfies(job -> {
            assertThat(job.image()).isEqualTo(image);
            assertThat(job.pipeline()).isEqualTo(host.pipeline());
            assertThat(job.state()).isEqualTo(State.WAITING);
            assertThat(job.attempts()).isZero();
            assertThat(job.losses()).isZero();
            assertThat(job.worker()).isNull();
            assertThat(job.errorKind()).isNull();
            assertThat(job.error()).isNull();
            assertThat(job.verdict()).isNull();
        });
    }

    @Test
    default void taggingHereAndNowDoesTheWaitingJob(Host host) {
        ImageId image = host.image();

        host.aiSays(image, AiTag.of("beach", 95));

        assertThat(new Jobs(host).of(image).state()).isEqualTo(State.COMPLETED);
        assertThat(new Jobs(host).claim(1)).isEmpty();
    }

    @Test
    default void taggingHereAndNowDoesTheJobOfAWorkerToo(Host host) {
        ImageId image = host.image();
        Jobs jobs = new Jobs(host);
        Claim claim = jobs.claimOne();

        host.aiSays(image, AiTag.of("beach", 95));

        assertThat(jobs.complete(claim)).isFalse();
        assertThat(jobs.of(image).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    default void whatAModeratorThinksIsKeptWithTheJob(Host host) {
        ImageId image = host.image();
        host.provider()
                .answer(
                        image,
                        context -> new ImageAnalysis(
                                List.of(),
                                new ModerationVerdict(Level.QUESTIONABLE, List.of("smoke")),
                                Usage.NONE,
                                "m"));

        host.ai().tagNow(image, ANN);

        assertThat(new Jobs(host).of(image).verdict()).startsWith("QUESTIONABLE");
    }

    @Test
    default void whateverBecameOfAJobARequestBeginsItAnew(Host host) {
        List<ImageId> images = host.images(3);
        Jobs jobs = new Jobs(host);
        jobs.complete(jobs.claimOne());
        jobs.retryLater(jobs.claimOne(), Duration.ZERO, 1);

        images.forEach(host.ai()::request);

        for (ImageId image : images) {
            assertThat(jobs.of(image))
                    .returns(State.WAITING, TaggingJob::state)
                    .returns(0, TaggingJob::attempts)
                    .returns(null, TaggingJob::error);
        }
        assertThat(jobs.claim(10)).hasSize(3);
    }

    @Test
    default void manyImagesAreRequestedAtOnce(Host host) {
        Host second = host.withPipeline("second");
        List<ImageId> images = host.images(2);

        int requested = second.ai()
                .request(List.of(images.get(1), host.newId(), images.get(0), images.get(1)), second.pipeline());

        assertThat(requested).isEqualTo(2);
        assertThat(new Jobs(second).claim(10)).hasSize(2);
        assertThat(host.ai().status(images.get(0))).hasSize(2);
    }

    @Test
    default void failedJobsAreListedMostRecentFirstPageByPage(Host host) {
        List<ImageId> images = host.images(5);
        Jobs jobs = new Jobs(host);
        for (int i = 0; i < 5; i++) {
            jobs.fail(jobs.claimOne(), ErrorKind.REJECTED, "reason " + i);
        }

        List<TaggingJob> listed = new ArrayList<>();
        Page<TaggingJob> page = host.ai().failed(PageRequest.first(2));
        listed.addAll(page.items());
        for (String next = page.next(); next != null; next = page.next()) {
            page = host.ai().failed(PageRequest.first(2).after(next));
            listed.addAll(page.items());
        }

        assertThat(listed)
                .extracting(TaggingJob::image)
                .containsExactly(images.get(4), images.get(3), images.get(2), images.get(1), images.get(0));
        assertThat(listed).extracting(TaggingJob::error).startsWith("reason 4");
    }

    @Test
    default void aFailedJobCanBeTriedAgainWithFreshAttempts(Host host) {
        ImageId image = host.image();
        Jobs jobs = new Jobs(host);
        jobs.retryLater(jobs.claimOne(), Duration.ZERO, 1);

        assertThat(host.ai().retry(image, host.pipeline())).isTrue();

        assertThat(jobs.of(image))
                .returns(State.WAITING, TaggingJob::state)
                .returns(0, TaggingJob::attempts)
                .returns(0, TaggingJob::losses);
        assertThat(host.ai().failed(PageRequest.first(10)).items()).isEmpty();
        assertThat(jobs.claim(1)).hasSize(1);
    }

    @Test
    default void whatHasNotFailedIsNotTriedAgain(Host host) {
        ImageId waiting = host.image();
        ImageId done = host.image();
        host.aiSays(done);

        assertThat(host.ai().retry(waiting, host.pipeline())).isFalse();
        assertThat(host.ai().retry(done, host.pipeline())).isFalse();
        assertThat(host.ai().retry(host.newId(), host.pipeline())).isFalse();
        assertThat(host.ai().retry(waiting, host.withPipeline("second").pipeline()))
                .isFalse();
        assertThat(new Jobs(host).of(done).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    default void allFailedJobsOfAPipelineCanBeTriedAgain(Host host) {
        Host second = host.withPipeline("second");
        host.images(3);
        second.images(1);
        for (Jobs jobs : List.of(new Jobs(host), new Jobs(second))) {
            jobs.fail(jobs.claimOne(), ErrorKind.REJECTED, "unreadable");
        }
        Jobs jobs = new Jobs(host);
        jobs.fail(jobs.claimOne(), ErrorKind.LOST, "gone");

        assertThat(host.ai().retryFailed(host.pipeline())).isEqualTo(2);

        assertThat(jobs.claim(10)).hasSize(3);
        assertThat(host.ai().failed(PageRequest.first(10)).items()).hasSize(1);
        assertThat(host.ai().retryFailed(host.pipeline())).isZero();
    }

    @Test
    default void theOperatorSeesTheQueueInNumbers(Host host) {
        List<ImageId> images = host.images(6);
        Jobs jobs = new Jobs(host);
        jobs.complete(jobs.claimOne());
        jobs.fail(jobs.claimOne(), ErrorKind.REJECTED, "unreadable");
        jobs.claimOne();
        jobs.snooze(jobs.claimOne(), Jobs.LONG);
        host.sql()
                .update(
                        "update tagging.tagging_jobs set run_at = clock_timestamp() - interval '3 hours' where image_no = ?",
                        host.number(images.get(5)));

        PipelineStats stats = host.stats();

        assertThat(stats.waiting()).isEqualTo(3);
        assertThat(stats.processing()).isEqualTo(1);
        assertThat(stats.failed()).isEqualTo(1);
        assertThat(stats.oldestDue()).isBetween(Duration.ofMinutes(179), Duration.ofMinutes(190));
        assertThat(stats.pausedFor()).isZero();
        assertThat(stats.stopped()).isEmpty();
        assertThat(jobs.open()).isEqualTo(4);
    }

    @Test
    @OwnDatabase
    default void pendingCountsAreSeenAndFoldedAway(Host host) {
        host.imageTagged("beach", "lake");

        assertThat(host.tagging().stats().pendingCountChanges()).isEqualTo(2);
        assertThat(host.tagging().stats().open()).isEqualTo(1);
        host.fold();
        assertThat(host.tagging().stats().pendingCountChanges()).isZero();
    }
}
