package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.ImageId;
import dev.tagging.QuotaExceededException;
import dev.tagging.TaggingPolicy;
import dev.tagging.spi.persistence.UsageStore.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits that hold over all nodes. Months are used where any window would do: few tests run while one ends. */
interface UsageContract {

    @Test
    default void aLimitCanBeUsedUpAndNoFurther(Host host) {
        String scope = host.unique("scope");

        assertThat(use(host, scope, Window.MONTH, 3, 5)).isEmpty();
        assertThat(use(host, scope, Window.MONTH, 3, 5)).isPresent();
        assertThat(use(host, scope, Window.MONTH, 2, 5)).isEmpty();
        assertThat(use(host, scope, Window.MONTH, 1, 5)).isPresent();
        assertThat(use(host, scope, Window.MONTH, 6, 5)).isPresent();
    }

    @Test
    default void moreThanTheLimitIsNeverGranted(Host host) {
        assertThat(use(host, host.unique("scope"), Window.MONTH, 6, 5)).isPresent();
    }

    @Test
    default void whoHasToWaitIsToldHowLong(Host host) {
        ZonedDateTime now = Instant.now().atZone(ZoneOffset.UTC);

        ZonedDateTime minute = nextWindow(host, Window.MINUTE);
        ZonedDateTime day = nextWindow(host, Window.DAY);
        ZonedDateTime month = nextWindow(host, Window.MONTH);

        assertThat(minute.getSecond()).isZero();
        assertThat(Duration.between(now, minute)).isBetween(Duration.ofMinutes(-5), Duration.ofMinutes(5));
        assertThat(day.toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
        assertThat(Duration.between(now, day)).isBetween(Duration.ofMinutes(-5), Duration.ofHours(25));
        assertThat(month.getDayOfMonth()).isEqualTo(1);
        assertThat(month.toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
        assertThat(Duration.between(now, month)).isBetween(Duration.ofMinutes(-5), Duration.ofDays(32));
    }

    @Test
    default void scopesAndWindowsDoNotShare(Host host) {
        use(host, host.unique("one"), Window.MONTH, 5, 5);

        assertThat(use(host, host.unique("two"), Window.MONTH, 5, 5)).isEmpty();
        assertThat(use(host, host.unique("one"), Window.DAY, 5, 5)).isEmpty();
    }

    @Test
    default void whatIsAddedCountsWhateverTheLimit(Host host) {
        String scope = host.unique("scope");

        add(host, scope, 7);
        add(host, scope, 7);

        assertThat(use(host, scope, Window.MONTH, 1, 14)).isPresent();
        assertThat(use(host, scope, Window.MONTH, 1, 15)).isEmpty();
    }

    @Test
    default void aNewWindowBeginsWithNothingUsed(Host host) {
        String scope = host.unique("scope");
        use(host, scope, Window.MONTH, 5, 5);

        moveToThePast(host, scope, "40 days");

        assertThat(use(host, scope, Window.MONTH, 5, 5)).isEmpty();
    }

    @Test
    default void oldWindowsAreForgotten(Host host) {
        String old = host.unique("old");
        String recent = host.unique("recent");
        List.of(old, recent).forEach(scope -> use(host, scope, Window.DAY, 1, 5));
        moveToThePast(host, old, "500 days");
        moveToThePast(host, recent, "300 days");

        int forgotten = host.persistence()
                .transactions()
                .required(() -> host.persistence().usage().forget(Duration.ofDays(400)));

        assertThat(forgotten).isPositive();
        assertThat(windows(host, old)).isZero();
        assertThat(windows(host, recent)).isEqualTo(1);
    }

    @Test
    default void aCrowdGetsExactlyTheLimit(Host host) {
        String scope = host.unique("scope");

        List<Integer> granted = Crowd.of(16, thread -> {
            int mine = 0;
            for (int call = 0; call < 5; call++) {
                mine += use(host, scope, Window.MONTH, 1, 37).isEmpty() ? 1 : 0;
            }
            return mine;
        });

        assertThat(granted.stream().mapToInt(each -> each).sum()).isEqualTo(37);
    }

    @Test
    default void eachUserHasADailyQuotaOfCalls(Host host) {
        Host strict = host.with(node -> node.policy(TaggingPolicy.defaults().with(p -> p.callsPerUserAndDay(2))));
        ImageId image = strict.image();
        strict.ai().tagNow(image, ANN);
        strict.ai().tagNow(image, ANN);

        assertThatExceptionOfType(QuotaExceededException.class)
                .isThrownBy(() -> strict.ai().tagNow(image, ANN))
                .satisfies(error -> assertThat(error.availableAt()).isAfter(Instant.now()));
        assertThat(strict.ai().tagNow(image, BEN)).isEmpty();
        assertThat(strict.provider().asked()).hasSize(3);
    }

    private static Optional<Instant> use(Host host, String scope, Window window, long amount, long limit) {
        return host.persistence()
                .transactions()
                .required(() -> host.persistence().usage().use(scope, window, amount, limit));
    }

    private static ZonedDateTime nextWindow(Host host, Window window) {
        return use(host, host.unique("full-" + window), window, 2, 1)
                .orElseThrow()
                .atZone(ZoneOffset.UTC);
    }

    private static void add(Host host, String scope, long amount) {
        host.persistence().transactions().required(() -> {
            host.persistence().usage().add(scope, Window.MONTH, amount);
            return true;
        });
    }

    private static void moveToThePast(Host host, String scope, String interval) {
        host.sql()
                .update(
                        "update tagging.usage_windows set window_start = window_start - cast(? as interval) where scope = ?",
                        interval,
                        scope);
    }

    private static long windows(Host host, String scope) {
        return host.sql().number("select count(*) from tagging.usage_windows where scope = ?", scope);
    }
}
