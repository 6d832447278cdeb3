package dev.tagging.benchmarks.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.Image;
import dev.tagging.ImageId;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TenantId;
import dev.tagging.benchmarks.chaos.Journals.Refusal;
import dev.tagging.spi.persistence.ImageStore;
import dev.tagging.spi.persistence.ImageStore.Owned;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.JobQueue.Claim;
import dev.tagging.spi.persistence.JobQueue.Claimed;
import dev.tagging.spi.persistence.JobQueue.Outcome;
import dev.tagging.spi.persistence.Persistence;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessTest {

    private static final Claim CLAIM = new Claim(7, Worker.PIPELINE, 3);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void aClaimComesWithItsImageAndWithNoOther() throws IOException {
        try (Journal journal = new Journal(directory.resolve("journal"), 1)) {
            Witness witness = new Witness(database(true), journal, true);

            claim(witness);

            Owned claimed = image(witness);
            assertThat(Witness.claimIn(claimed.image().filename())).isEqualTo(3);
            assertThat(claimed.image().id()).isEqualTo(ImageId.of("img-7"));
            assertThat(image(witness).image().filename()).isEqualTo("beach.png");
        }
    }

    @Test
    void whatTheDatabaseRefusesIsNotedAndStaysRefused() throws IOException {
        Path file = directory.resolve("journal");
        try (Journal journal = new Journal(file, 1)) {
            Witness witness = new Witness(database(false), journal, true);
            claim(witness);
            image(witness);

            assertThat(witness.jobs().complete(CLAIM, null)).isFalse();
            assertThat(witness.jobs().retryLater(CLAIM, Duration.ZERO, 5, ErrorKind.TRANSIENT, "no answer"))
                    .isEqualTo(Outcome.STALE);
        }

        assertThat(Journals.read(List.of(file)).refusals())
                .containsExactly(new Refusal("complete", "img-7", 3), new Refusal("retryLater", "img-7", 3));
    }

    @Test
    void whatTheDatabaseAcceptsIsNotNoted() throws IOException {
        Path file = directory.resolve("journal");
        try (Journal journal = new Journal(file, 1)) {
            Witness witness = new Witness(database(true), journal, true);
            claim(witness);
            image(witness);

            assertThat(witness.jobs().complete(CLAIM, null)).isTrue();
        }

        assertThat(Journals.read(List.of(file)).refusals()).isEmpty();
    }

    @Test
    void withoutFencesARefusedCompletionPassesForAGoodOne() throws IOException {
        try (Journal journal = new Journal(directory.resolve("journal"), 1)) {
            Witness witness = new Witness(database(false), journal, false);
            claim(witness);
            image(witness);

            assertThat(witness.jobs().complete(CLAIM, null)).isTrue();
        }
    }

    private static void claim(Witness witness) {
        witness.jobs().claim(Worker.PIPELINE, 1, "worker", Duration.ofSeconds(1), 5);
    }

    private static Owned image(Witness witness) {
        return witness.images().byNumber(List.of(7)).values().iterator().next();
    }

    /** A database that gives out one claim, and accepts what is done with it, or refuses it. */
    private static Persistence database(boolean accepting) {
        Image image = new Image(ImageId.of("img-7"), "beach.png", null, null, null, null, null, Instant.EPOCH);
        JobQueue jobs = answering(
                JobQueue.class,
                Map.of(
                        "claim",
                        new Claimed(List.of(CLAIM), List.of()),
                        "complete",
                        accepting,
                        "retryLater",
                        accepting ? Outcome.RETRIED : Outcome.STALE));
        ImageStore images =
                answering(ImageStore.class, Map.of("byNumber", Map.of(7, new Owned(1, TenantId.DEFAULT, image))));
        return answering(Persistence.class, Map.of("jobs", jobs, "images", images));
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return answer;
                }));
    }
}
