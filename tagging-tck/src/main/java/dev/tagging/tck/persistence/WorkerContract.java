package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.Backfill;
import dev.tagging.BackfillRequest;
import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingJob.State;
import dev.tagging.TaggingPolicy;
import dev.tagging.WorkerOptions;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.persistence.JobQueue.Claim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nodes at work. They look at the whole queue and tidy up for everybody, so each test has a database. */
interface WorkerContract {

    Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @OwnDatabase
    default void uploadsAreTaggedInTheBackground(Host host) {
        List<ImageId> images = host.images(20);
        images.forEach(image -> host.provider().answer(image, "model-a", AiTag.of("beach", 95)));
        Host node = atWork(host);

        boolean drained = node.tagging().drain(PATIENCE);

        assertThat(drained).isTrue();
        assertThat(images).allSatisfy(image -> {
            assertThat(host.shown(image)).containsExactly("beach");
            assertThat(new Jobs(host).of(image).state()).isEqualTo(State.COMPLETED);
        });
        assertThat(host.usage("beach")).isEqualTo(20);
        assertThat(host.tagging().stats().pendingCountChanges()).isZero();
    }

    @Test
    @OwnDatabase
    default void nodesShareTheWork(Host host) {
        List<ImageId> images = host.images(60);

        List<Host> nodes = IntStream.range(0, 3).mapToObj(node -> atWork(host)).toList();

        assertThat(nodes.get(0).tagging().drain(PATIENCE)).isTrue();
        assertThat(host.provider().asked()).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    @OwnDatabase
    default void aRequestWhileAnImageIsInWorkHasItDoneAgain(Host host) {
        ImageId image = host.image();
        Held first = hold(host, image, AiTag.of("outdated", 95));
        Host node = atWork(host);
        first.awaitBegun();

        host.provider().answer(image, "model-b", AiTag.of("beach", 95));
        host.ai().request(image);
        first.finish();

        assertThat(node.tagging().drain(PATIENCE)).isTrue();
        assertThat(host.provider().asked()).containsExactly(image, image);
        assertThat(host.shown(image)).containsExactly("beach");
    }

    @Test
    @OwnDatabase
    default void workOnAForgottenImageComesToNothing(Host host) {
        ImageId image = host.image();
        Held held = hold(host, image, AiTag.of("beach", 95));
        Host node = atWork(host);
        held.awaitBegun();

        host.catalog().remove(image);
        held.finish();
        node.tagging().close();

        assertThat(host.catalog().find(image)).isEmpty();
        assertThat(host.tags().popular(10)).isEmpty();
        assertThat(host.tagging().stats().open()).isZero();
    }

    @Test
    @OwnDatabase
    default void aWorkerThatLostItsJobWritesNothing(Host host) throws Exception {
        ImageId image = host.image();
        Held held = hold(host, image, AiTag.of("outdated", 95));
        Host frozen = atWork(host);
        held.awaitBegun();
        Jobs other = new Jobs(host, "other");
        Claim taken = claimAsOverdue(host, image, other);

        held.finish();
        frozen.tagging().close();

        assertThat(host.tags().tagsOf(image)).isEmpty();
        assertThat(other.of(image)).returns(State.PROCESSING, TaggingJob::state).returns("other", TaggingJob::worker);
        assertThat(other.complete(taken)).isTrue();
    }

    @Test
    @OwnDatabase
    default void aNodeThatStopsGivesItsJobsBack(Host host) {
        ImageId image = host.image();
        CountDownLatch begun = new CountDownLatch(1);
        host.provider().answer(image, context -> {
            begun.countDown();
            return untilCancelled(context);
        });
        Host node = atWork(host);
        await(begun);

        node.tagging().close();

        assertThat(new Jobs(host).of(image))
                .returns(State.WAITING, TaggingJob::state)
                .returns(0, TaggingJob::attempts)
                .returns(0, TaggingJob::losses);
        assertThat(new Jobs(host).claim(1)).hasSize(1);
    }

    @Test
    @OwnDatabase
    default void whatMayPassIsTriedAgainAndWhatWillNotIsGivenUp(Host host) {
        ImageId unlucky = host.image();
        ImageId hopeless = host.image();
        ImageId broken = host.image();
        AtomicInteger attempts = new AtomicInteger();
        host.provider().answer(unlucky, context -> {
            if (attempts.incrementAndGet() < 3) {
                throw new Transient("no answer");
            }
            return ImageAnalysis.of(List.of(AiTag.of("beach", 95)), "model-a");
        });
        host.provider().answer(hopeless, context -> {
            throw new Transient("never an answer");
        });
        host.provider().answer(broken, context -> {
            throw new Rejected("not a picture");
        });
        Host node = atWork(host);

        assertThat(node.tagging().drain(PATIENCE)).isTrue();

        Jobs jobs = new Jobs(host);
        assertThat(jobs.of(unlucky).state()).isEqualTo(State.COMPLETED);
        assertThat(jobs.of(hopeless))
                .returns(State.FAILED, TaggingJob::state)
                .returns(4, TaggingJob::attempts)
                .returns(ErrorKind.TRANSIENT, TaggingJob::errorKind);
        assertThat(jobs.of(hopeless).error()).contains("never an answer");
        assertThat(jobs.of(broken))
                .returns(State.FAILED, TaggingJob::state)
                .returns(ErrorKind.REJECTED, TaggingJob::errorKind);
        assertThat(jobs.of(broken).error()).contains("not a picture");
        assertThat(host.provider().asked()).filteredOn(broken::equals).hasSize(1);
    }

    @Test
    @OwnDatabase
    default void aRateLimitPausesThePipelineEverywhere(Host host) {
        ImageId image = host.image();
        host.provider().answer(image, context -> {
            throw new RateLimited("slow down", Duration.ofHours(1));
        });

        Host node = atWork(host);
        host.sql()
                .await("select count(*) from tagging.pipeline_pauses where pipeline = ?", 1, PATIENCE, host.pipeline());
        node.tagging().close();

        assertThat(new Jobs(host).of(image))
                .returns(State.WAITING, TaggingJob::state)
                .returns(0, TaggingJob::attempts);
        assertThat(host.stats().pausedFor()).isGreaterThan(Duration.ofMinutes(30));
        assertThat(new Jobs(host).claim(1)).isEmpty();
    }

    @Test
    @OwnDatabase
    default void theMaintenanceFeedsABackfillToItsEnd(Host host) {
        List<NewImage> images = IntStream.range(0, 30)
                .mapToObj(i -> NewImage.of(host.newId(), "0.raw"))
                .toList();
        host.catalog().registerAll(images.iterator(), ImportOptions.defaults().withoutTagging());
        long backfill = host.ai().backfill(BackfillRequest.of(host.pipeline())).id();

        atWork(host);

        host.sql()
                .await(
                        "select count(*) from tagging.backfills where backfill_no = ? and state = 'FINISHED'",
                        1,
                        PATIENCE,
                        backfill);
        assertThat(host.ai().findBackfill(backfill).orElseThrow())
                .returns(30L, Backfill::queued)
                .returns(30L, Backfill::completed)
                .returns(0L, Backfill::failed);
        assertThat(host.provider().asked()).hasSize(30);
    }

    @Test
    @OwnDatabase
    default void aNodeWithoutWorkersLeavesTheQueueToOthers(Host host) {
        host.image();
        Host webNode = host.with(node -> node.workers(quick().serving(Set.of())));
        webNode.tagging().start();
        host.tag(host.image(), "beach");

        host.sql().await("select count(*) from tagging.tag_count_deltas", 0, PATIENCE);

        assertThat(host.provider().asked()).isEmpty();
        assertThat(new Jobs(host).claim(10)).hasSize(2);
        webNode.ai().tagNow(host.image(), ANN);
    }

    /** Ends the lease and claims in one transaction, in which the node that has the job can neither renew nor claim it. */
    private static Claim claimAsOverdue(Host host, ImageId image, Jobs jobs) throws Exception {
        int number = host.number(image);
        List<Claim> claims = new ArrayList<>();
        host.adapter().inHostTransaction(transaction -> {
            transaction.execute("update tagging.tagging_jobs set run_at = clock_timestamp() - interval '1 second' "
                    + "where image_no = " + number);
            transaction.join(() -> claims.add(jobs.claimOne()));
        });
        return claims.get(0);
    }

    private static Host atWork(Host host) {
        Host node = host.with(settings -> settings.workers(quick())
                .policy(TaggingPolicy.defaults()
                        .with(policy -> policy.maxAttempts(4).retryDelay(Duration.ofMillis(1)))));
        node.tagging().start();
        return node;
    }

    private static WorkerOptions quick() {
        return WorkerOptions.defaults()
                .withPollInterval(Duration.ofMillis(20))
                .withMaintenanceInterval(Duration.ofMillis(50));
    }

    private static Held hold(Host host, ImageId image, AiTag... tags) {
        Held held = new Held(new CountDownLatch(1), new CountDownLatch(1));
        host.provider().answer(image, context -> {
            held.begun().countDown();
            await(held.finished());
            return ImageAnalysis.of(List.of(tags), "model-a");
        });
        return held;
    }

    private static ImageAnalysis untilCancelled(AnalysisContext context) {
        while (!context.isCancelled()) {
            LockSupport.parkNanos(1_000_000);
        }
        throw new Transient("cancelled");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** An analysis that has begun and waits for the test. */
    record Held(CountDownLatch begun, CountDownLatch finished) {

        void awaitBegun() {
            await(begun);
        }

        void finish() {
            finished.countDown();
        }
    }
}
