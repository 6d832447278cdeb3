package dev.tagging.tck.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.Backfill;
import dev.tagging.Backfill.State;
import dev.tagging.BackfillRequest;
import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.spi.persistence.JobQueue.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Backfills. Feeding looks at all backfills of a database, so each test has one. */
interface BackfillContract {

    @Test
    @OwnDatabase
    default void aBackfillTagsWhatThePipelineHasNotSeen(Host host) {
        ImageId seen = host.image();
        host.aiSays(seen);
        List<ImageId> unseen = imported(host, 3);

        Backfill begun = host.ai().backfill(BackfillRequest.of(host.pipeline()));
        feed(host, 100, 100);
        Backfill fed = present(host, begun);
        Jobs jobs = new Jobs(host);
        List<Claim> claims = jobs.claim(10);
        jobs.complete(claims.get(0));
        jobs.complete(claims.get(1));
        jobs.fail(claims.get(2), ErrorKind.REJECTED, "unreadable");
        feed(host, 100, 100);
        Backfill finished = present(host, begun);

        assertThat(begun)
                .returns(host.pipeline(), Backfill::pipeline)
                .returns(State.RUNNING, Backfill::state)
                .returns(3L, Backfill::total)
                .returns(0L, Backfill::queued)
                .returns(null, Backfill::finishedAt);
        assertThat(fed)
                .returns(State.RUNNING, Backfill::state)
                .returns(3L, Backfill::queued)
                .returns(0L, Backfill::completed);
        assertThat(claims)
                .extracting(Claim::imageNumber)
                .containsExactlyInAnyOrderElementsOf(
                        unseen.stream().map(host::number).toList());
        assertThat(finished)
                .returns(State.FINISHED, Backfill::state)
                .returns(3L, Backfill::queued)
                .returns(2L, Backfill::completed)
                .returns(1L, Backfill::failed);
        assertThat(finished.finishedAt()).isNotNull();
    }

    @Test
    @OwnDatabase
    default void aBackfillCanTagEverythingAgain(Host host) {
        ImageId seen = host.image();
        host.aiSays(seen);
        imported(host, 1);

        Backfill backfill =
                host.ai().backfill(BackfillRequest.of(host.pipeline()).withRetagging());
        feed(host, 100, 100);

        assertThat(backfill.total()).isEqualTo(2);
        assertThat(new Jobs(host).of(seen).state()).isEqualTo(TaggingJob.State.WAITING);
        assertThat(new Jobs(host).claim(10)).hasSize(2);
    }

    @Test
    @OwnDatabase
    default void aBackfillCanBeLimitedToATime(Host host) {
        List<Instant> times = List.of(
                Instant.parse("2024-12-31T23:59:59Z"),
                Instant.parse("2025-01-01T00:00:00Z"),
                Instant.parse("2025-06-01T00:00:00Z"),
                Instant.parse("2026-01-01T00:00:00Z"));
        List<NewImage> images = new ArrayList<>();
        times.forEach(time -> images.add(NewImage.of(host.newId(), "0.raw").createdAt(time)));
        host.catalog().registerAll(images.iterator(), ImportOptions.defaults().withoutTagging());

        Backfill backfill = host.ai().backfill(new BackfillRequest(host.pipeline(), false, times.get(1), times.get(3)));
        feed(host, 100, 100);

        assertThat(backfill.total()).isEqualTo(2);
        assertThat(new Jobs(host).claimedOneByOne())
                .containsExactlyInAnyOrder(
                        host.number(images.get(1).id()),
                        host.number(images.get(2).id()));
    }

    @Test
    @OwnDatabase
    default void imagesThatComeLaterAreNotPartOfIt(Host host) {
        imported(host, 1);
        Backfill backfill = host.ai().backfill(BackfillRequest.of(host.pipeline()));

        imported(host, 1);
        feed(host, 100, 100);

        assertThat(present(host, backfill)).returns(1L, Backfill::total).returns(1L, Backfill::queued);
        assertThat(new Jobs(host).claim(10)).hasSize(1);
    }

    @Test
    @OwnDatabase
    default void aBackfillOfNothingIsFinishedAtOnceOrWithTheNextFeeding(Host host) {
        Backfill backfill = host.ai().backfill(BackfillRequest.of(host.pipeline()));

        feed(host, 100, 100);

        assertThat(present(host, backfill))
                .returns(State.FINISHED, Backfill::state)
                .returns(0L, Backfill::total);
    }

    @Test
    @OwnDatabase
    default void theQueueNeverHoldsMoreThanItMust(Host host) {
        imported(host, 5);
        Backfill backfill = host.ai().backfill(BackfillRequest.of(host.pipeline()));
        Jobs jobs = new Jobs(host);

        feed(host, 2, 2);
        feed(host, 2, 2);
        long queuedWhileFull = present(host, backfill).queued();
        jobs.claim(10).forEach(jobs::complete);
        feed(host, 2, 2);

        assertThat(queuedWhileFull).isEqualTo(2);
        assertThat(present(host, backfill).queued()).isEqualTo(4);
        assertThat(jobs.open()).isEqualTo(2);
    }

    @Test
    @OwnDatabase
    default void uploadsAndRequestsGoBeforeABackfill(Host host) {
        ImageId old = imported(host, 1).get(0);
        host.ai().backfill(BackfillRequest.of(host.pipeline()));
        feed(host, 100, 100);
        ImageId uploaded = host.image();

        assertThat(new Jobs(host).claimedOneByOne()).containsExactly(host.number(uploaded), host.number(old));
    }

    @Test
    @OwnDatabase
    default void aPausedBackfillRests(Host host) {
        imported(host, 3);
        long id = host.ai().backfill(BackfillRequest.of(host.pipeline())).id();
        feed(host, 2, 100);
        Jobs jobs = new Jobs(host);

        boolean paused = host.ai().pause(id);
        feed(host, 2, 100);

        assertThat(paused).isTrue();
        assertThat(host.ai().pause(id)).isFalse();
        assertThat(host.ai().findBackfill(id).orElseThrow())
                .returns(State.PAUSED, Backfill::state)
                .returns(2L, Backfill::queued);
        assertThat(jobs.claim(10)).isEmpty();
    }

    @Test
    @OwnDatabase
    default void whileABackfillRestsEverythingElseGoesOn(Host host) {
        List<ImageId> images = imported(host, 2);
        long id = host.ai().backfill(BackfillRequest.of(host.pipeline())).id();
        feed(host, 100, 100);
        host.ai().pause(id);

        ImageId uploaded = host.image();
        host.ai().request(images.get(0));

        assertThat(new Jobs(host).claimedOneByOne()).containsExactly(host.number(images.get(0)), host.number(uploaded));
    }

    @Test
    @OwnDatabase
    default void aBackfillGoesOnWhereItStood(Host host) {
        imported(host, 3);
        long id = host.ai().backfill(BackfillRequest.of(host.pipeline())).id();
        feed(host, 2, 100);
        host.ai().pause(id);

        boolean resumed = host.ai().resume(id);
        feed(host, 2, 100);

        assertThat(resumed).isTrue();
        assertThat(host.ai().resume(id)).isFalse();
        assertThat(host.ai().findBackfill(id).orElseThrow())
                .returns(State.RUNNING, Backfill::state)
                .returns(3L, Backfill::queued);
        assertThat(new Jobs(host).claim(10)).hasSize(3);
    }

    @Test
    @OwnDatabase
    default void aCancelledBackfillTakesBackWhatNobodyHasBegun(Host host) {
        imported(host, 4);
        Backfill backfill = host.ai().backfill(BackfillRequest.of(host.pipeline()));
        feed(host, 3, 100);
        Jobs jobs = new Jobs(host);
        Claim begun = jobs.claimOne();

        boolean cancelled = host.ai().cancel(backfill.id());
        feed(host, 3, 100);

        assertThat(cancelled).isTrue();
        assertThat(jobs.claim(10)).isEmpty();
        assertThat(jobs.complete(begun)).isTrue();
        assertThat(jobs.open()).isZero();
        assertThat(host.ai().cancel(backfill.id())).isFalse();
        assertThat(host.ai().resume(backfill.id())).isFalse();
        assertThat(present(host, backfill).state()).isEqualTo(State.CANCELLED);
        assertThat(present(host, backfill).finishedAt()).isNotNull();
    }

    @Test
    @OwnDatabase
    default void aPausedBackfillCanBeCancelled(Host host) {
        imported(host, 1);
        Backfill backfill = host.ai().backfill(BackfillRequest.of(host.pipeline()));
        host.ai().pause(backfill.id());

        assertThat(host.ai().cancel(backfill.id())).isTrue();
    }

    @Test
    @OwnDatabase
    default void backfillsAreListedMostRecentFirst(Host host) {
        Host second = host.withPipeline("second");
        Backfill older = host.ai().backfill(BackfillRequest.of(host.pipeline()));
        Backfill newer = second.ai().backfill(BackfillRequest.of(second.pipeline()));

        assertThat(host.ai().backfills()).extracting(Backfill::id).containsExactly(newer.id(), older.id());
        assertThat(host.ai().findBackfill(newer.id() + 1)).isEmpty();
        assertThat(host.ai().pause(newer.id() + 1)).isFalse();
    }

    @Test
    @OwnDatabase
    default void forgottenImagesDoNotHoldUpABackfill(Host host) {
        List<ImageId> images = imported(host, 3);
        Backfill backfill = host.ai().backfill(BackfillRequest.of(host.pipeline()));
        host.catalog().remove(images.get(0));
        feed(host, 1, 100);
        host.catalog().remove(images.get(1));
        feed(host, 10, 100);
        Jobs jobs = new Jobs(host);
        jobs.complete(jobs.claimOne());

        feed(host, 10, 100);

        assertThat(present(host, backfill)).returns(State.FINISHED, Backfill::state);
    }

    @Test
    @OwnDatabase
    default void nodesThatFeedAtTheSameTimeQueueEachImageOnce(Host host) {
        imported(host, 40);
        Backfill backfill = host.ai().backfill(BackfillRequest.of(host.pipeline()));

        Crowd.of(4, node -> {
            for (int round = 0; round < 10; round++) {
                feed(host, 5, 1_000);
            }
            return true;
        });
        feed(host, 1_000, 1_000);

        assertThat(present(host, backfill).queued()).isEqualTo(40);
        assertThat(new Jobs(host).claim(1_000)).hasSize(40);
    }

    private static void feed(Host host, int batch, int queueLimit) {
        host.persistence()
                .transactions()
                .required(() -> host.persistence().backfills().feed(batch, queueLimit));
    }

    private static Backfill present(Host host, Backfill backfill) {
        return host.ai().findBackfill(backfill.id()).orElseThrow();
    }

    private static List<ImageId> imported(Host host, int count) {
        List<NewImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(NewImage.of(host.newId(), "0.raw"));
        }
        host.catalog().registerAll(images.iterator(), ImportOptions.defaults().withoutTagging());
        return images.stream().map(NewImage::id).toList();
    }
}
