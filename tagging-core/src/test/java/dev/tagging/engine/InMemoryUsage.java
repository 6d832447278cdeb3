package dev.tagging.engine;

import dev.tagging.spi.persistence.UsageStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Knows one window of each kind, which never ends. */
final class InMemoryUsage implements UsageStore {

    private final Supplier<InMemoryState> state;

    InMemoryUsage(Supplier<InMemoryState> state) {
        this.state = state;
    }

    @Override
    public Optional<Instant> use(String scope, Window window, long amount, long limit) {
        if (state.get().usage.getOrDefault(scope, 0L) + amount > limit) {
            return Optional.of(state.get().now().plus(Duration.ofMinutes(5)));
        }
        add(scope, window, amount);
        return Optional.empty();
    }

    @Override
    public void add(String scope, Window window, long amount) {
        state.get().usage.merge(scope, amount, Long::sum);
    }

    @Override
    public int forget(Duration age) {
        return 0;
    }
}
