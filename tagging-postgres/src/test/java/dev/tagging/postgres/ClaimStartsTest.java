package dev.tagging.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.postgres.ClaimStarts.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClaimStartsTest {

    private static final Instant DAWN = Instant.parse("2026-01-01T06:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final ClaimStarts starts = new ClaimStarts(nanos::get);

    @Test
    void aQueueThatIsNotKnownToBeLongIsLookedThroughFromItsBeginning() {
        claims(19, new Due(1, NOON));

        assertThat(ClaimStarts.isBeginning(starts.of("p"))).isTrue();
    }

    @Test
    void aLongQueueIsLookedThroughFromTheLongestDueJobOfTheLastClaim() {
        claims(20, new Due(1, NOON), new Due(1, DAWN), new Due(2, NOON));

        assertThat(starts.of("p")).containsExactly(Instant.EPOCH, DAWN, NOON);
        assertThat(ClaimStarts.isBeginning(starts.of("another"))).isTrue();
    }

    @Test
    void aStartAdvancesWithTheClaimsAndStaysWhereNothingWasFound() {
        claims(20, new Due(1, DAWN));
        claims(1, new Due(0, NOON));

        assertThat(starts.of("p")).containsExactly(NOON, DAWN, Instant.EPOCH);
    }

    @Test
    void aStartHoldsForASecondFromTheLastLookThroughAll() {
        claims(20, new Due(1, DAWN));
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        claims(1, new Due(1, NOON));
        assertThat(starts.of("p")).containsExactly(Instant.EPOCH, NOON, Instant.EPOCH);

        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(ClaimStarts.isBeginning(starts.of("p"))).isTrue();
        claims(1, new Due(1, NOON));
        assertThat(starts.of("p")).containsExactly(Instant.EPOCH, NOON, Instant.EPOCH);
    }

    @Test
    void aClaimThatFindsLessThanItWantsEndsIt() {
        claims(20, new Due(1, DAWN));

        starts.found("p", starts.of("p"), List.of(), false);

        assertThat(ClaimStarts.isBeginning(starts.of("p"))).isTrue();
    }

    private void claims(int times, Due... found) {
        for (int i = 0; i < times; i++) {
            starts.found("p", starts.of("p"), List.of(found), true);
        }
    }
}
