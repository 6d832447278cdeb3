package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.spi.AiProviderException.Transient;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuardedCallsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final GuardedCalls calls = new GuardedCalls("test");
    private final Slots slots = new Slots(1);
    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void an_answer_comes_back_from_a_thread_of_its_own() throws InterruptedException {
        String thread = calls.call(
                "it", LONG, hold(), cancellation, () -> Thread.currentThread().getName());

        assertThat(thread).isEqualTo("test-1");
    }

    @Test
    void exceptions_and_errors_come_back_as_they_are() throws InterruptedException {
        StackOverflowError error = new StackOverflowError();
        IllegalStateException exception = new IllegalStateException("bug");
        Hold hold = hold();

        assertThatThrownBy(() -> calls.call("it", LONG, hold, cancellation, () -> {
                    throw error;
                }))
                .isSameAs(error);
        assertThatThrownBy(() -> calls.call("it", LONG, hold, cancellation, () -> {
                    throw exception;
                }))
                .isSameAs(exception);
    }

    @Test
    void a_call_that_takes_too_long_is_interrupted_and_its_caller_goes_on() throws InterruptedException {
        AtomicBoolean interrupted = new AtomicBoolean();
        Hold hold = hold();

        assertThatThrownBy(() -> calls.call("provider 'slow'", SHORT, hold, cancellation, () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                    return "late";
                }))
                .isInstanceOf(Transient.class)
                .hasMessage("provider 'slow' took longer than PT0.02S");
        Await.until(interrupted::get);
    }

    @Test
    void a_call_gone_astray_keeps_its_place_until_it_really_ends() throws InterruptedException {
        Hold hold = hold();
        assertThatThrownBy(() -> calls.call("it", SHORT, hold, cancellation, this::ignoreInterrupts))
                .isInstanceOf(Transient.class);
        hold.letGo();

        assertThat(slots.takeOne(SHORT)).isFalse();
        end.countDown();
        assertThat(slots.takeOne(LONG)).isTrue();
    }

    @Test
    void a_place_is_free_again_as_soon_as_holder_and_call_have_let_go() throws InterruptedException {
        Hold hold = hold();
        calls.call("it", LONG, hold, cancellation, () -> "done");

        assertThat(slots.takeOne(SHORT)).isFalse();
        hold.letGo();
        assertThat(slots.takeOne(LONG)).isTrue();
    }

    @Test
    void cancelling_interrupts_the_call_under_way() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Hold hold = hold();
        Thread caller = new Thread(() -> {
            try {
                calls.call("it", LONG, hold, cancellation, this::awaitEnd);
            } catch (CancellationException e) {
                thrown.set(e);
            }
        });
        caller.start();
        Await.latch(begun);

        cancellation.cancel();

        caller.join();
        assertThat(thrown.get()).isInstanceOf(CancellationException.class);
    }

    @Test
    void after_cancelling_no_call_gets_far() throws InterruptedException {
        Hold hold = hold();
        cancellation.cancel();

        assertThatThrownBy(() -> calls.call("it", LONG, hold, cancellation, this::awaitEnd))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void an_interrupted_caller_gives_up_its_call_and_stays_interrupted() throws InterruptedException {
        Hold hold = hold();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> calls.call("it", LONG, hold, cancellation, this::awaitEnd))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closing_waits_for_nobody_and_acts_when_the_last_call_has_ended() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Hold hold = hold();
        assertThatThrownBy(() -> calls.call("it", SHORT, hold, cancellation, this::ignoreInterrupts))
                .isInstanceOf(Transient.class);

        calls.close(closed::countDown);

        assertThat(closed.getCount()).isOne();
        end.countDown();
        Await.latch(closed);
    }

    @Test
    void a_closed_one_is_idle_at_once_and_takes_no_calls() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Hold hold = hold();

        calls.close(closed::countDown);

        assertThat(closed.getCount()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> calls.call("it", LONG, hold, cancellation, () -> "done"))
                .withMessage("this Tagging is closed");
    }

    private Hold hold() throws InterruptedException {
        assertThat(slots.takeAll()).isOne();
        return new Hold(slots, 1);
    }

    private String awaitEnd() {
        begun.countDown();
        Await.latch(end);
        return "done";
    }

    private String ignoreInterrupts() {
        Await.latchStubbornly(end);
        return "done";
    }
}
