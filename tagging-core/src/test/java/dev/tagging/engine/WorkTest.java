package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.TaggingPersistenceException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkTest {

    private final InMemoryPersistence database = new InMemoryPersistence();
    private final Work work = new Work(database);
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void a_transient_failure_is_tried_again() {
        database.failNext(InMemoryPersistence.deadlock(), InMemoryPersistence.deadlock());

        String result = work.call(() -> "run " + runs.incrementAndGet());

        assertThat(result).isEqualTo("run 3");
    }

    @Test
    void the_fifth_failure_is_thrown() {
        database.down(true);

        assertThatThrownBy(() -> work.run(runs::incrementAndGet)).isInstanceOf(TaggingPersistenceException.class);
        assertThat(runs).hasValue(5);
    }

    @Test
    void a_failure_that_will_not_pass_is_thrown_at_once() {
        database.failNext(new TaggingPersistenceException("no such table", false, null));

        assertThatThrownBy(() -> work.run(runs::incrementAndGet)).hasMessage("no such table");
        assertThat(runs).hasValue(1);
    }

    @Test
    void in_a_transaction_of_the_hosts_nothing_is_tried_again() {
        assertThatThrownBy(() -> database.inHostTransaction(
                        true,
                        () -> work.call(() -> {
                            runs.incrementAndGet();
                            throw InMemoryPersistence.deadlock();
                        })))
                .hasMessage("deadlock");
        assertThat(runs).hasValue(1);
    }

    @Test
    void who_is_interrupted_does_not_try_again_and_stays_interrupted() {
        database.down(true);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> work.run(runs::incrementAndGet)).isInstanceOf(TaggingPersistenceException.class);
        assertThat(runs).hasValue(1);
        assertThat(Thread.interrupted()).isTrue();
    }
}
