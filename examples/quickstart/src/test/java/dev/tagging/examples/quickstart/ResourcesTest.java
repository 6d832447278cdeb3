package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ResourcesTest {

    private final Resources resources = new Resources();
    private final List<String> closed = new ArrayList<>();

    @Test
    void closes_the_last_opened_first_and_each_once() throws Exception {
        AutoCloseable first = resources.open(() -> () -> closed.add("first"));
        AutoCloseable second = resources.open(() -> () -> closed.add("second"));

        resources.close();
        resources.close();

        assertThat(closed).containsExactly("second", "first");
        assertThat(List.of(first, second)).doesNotHaveDuplicates();
    }

    @Test
    void a_failure_to_close_one_keeps_no_other_open() throws Exception {
        AutoCloseable good = resources.open(() -> () -> closed.add("good"));
        AutoCloseable bad = resources.open(() -> () -> {
            throw new IllegalStateException("this is meant to fail");
        });

        resources.close();

        assertThat(closed).containsExactly("good");
        assertThat(good).isNotSameAs(bad);
    }

    @Test
    void opens_nothing_more_in_the_end() {
        resources.close();

        assertThat(resources.isClosed()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> resources.<AutoCloseable>open(() -> () -> closed.add("late")));
        assertThat(closed).isEmpty();
    }

    @Test
    void what_is_just_being_opened_is_closed_as_well() throws Exception {
        CountDownLatch opening = new CountDownLatch(1);
        Thread closing = new Thread(() -> {
            await(opening);
            resources.close();
        });
        closing.start();

        AutoCloseable server = resources.open(() -> {
            opening.countDown();
            while (!resources.isClosed()) {
                Thread.onSpinWait();
            }
            return () -> closed.add("server");
        });
        closing.join();

        assertThat(closed).containsExactly("server");
        assertThat(server).isNotNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
