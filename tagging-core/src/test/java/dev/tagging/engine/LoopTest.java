package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicInteger steps = new AtomicInteger();
    private Loop loop = new Loop("test", HOUR, () -> Duration.ZERO);

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop();
        assertThat(loop.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void a_step_that_asks_for_no_pause_is_followed_by_the_next() {
        start(() -> {
            steps.incrementAndGet();
            return Duration.ZERO;
        });

        Await.until(() -> steps.get() > 100);
    }

    @Test
    void a_pause_ends_with_a_wake_up() {
        start(() -> {
            steps.incrementAndGet();
            return HOUR;
        });
        Await.until(() -> steps.get() == 1);

        loop.wake();

        Await.until(() -> steps.get() == 2);
    }

    @Test
    void a_wake_up_during_a_step_is_not_lost() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        start(() -> {
            steps.incrementAndGet();
            begun.countDown();
            Await.latch(woken);
            return HOUR;
        });
        Await.latch(begun);

        loop.wake();
        woken.countDown();

        Await.until(() -> steps.get() == 2);
    }

    @Test
    void whatever_a_step_throws_the_next_one_comes() {
        loop = new Loop("test", Duration.ofMillis(2), () -> {
            switch (steps.incrementAndGet()) {
                case 1, 3 -> throw new IllegalStateException("bug");
                case 2, 4 -> throw new OutOfMemoryError("not really");
                default -> {}
            }
            return HOUR;
        });

        loop.start();

        Await.until(() -> steps.get() == 5);
    }

    @Test
    void an_interrupt_by_a_stranger_ends_nothing() {
        start(() -> {
            if (steps.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
            }
            return Duration.ofMillis(1);
        });

        Await.until(() -> steps.get() > 3);
    }

    @Test
    void trouble_is_not_made_worse_by_wake_ups() {
        loop = new Loop("test", HOUR, () -> {
            steps.incrementAndGet();
            throw new IllegalStateException("no connection");
        });
        loop.start();
        Await.until(() -> steps.get() >= 1);

        for (int i = 0; i < 1_000; i++) {
            loop.wake();
        }

        assertThat(steps.get()).isLessThan(5);
    }

    @Test
    void stopping_ends_a_pause_at_once() throws InterruptedException {
        start(() -> {
            steps.incrementAndGet();
            return HOUR;
        });
        Await.until(() -> steps.get() == 1);

        loop.stop();

        assertThat(loop.join(Duration.ofSeconds(30))).isTrue();
    }

    private void start(Loop.Step step) {
        loop = new Loop("test", HOUR, step);
        loop.start();
    }
}
