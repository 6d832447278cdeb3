package dev.tagging.provider.mock;

import dev.tagging.spi.AiProviderException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.ProviderSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Which analyses fail, and how. */
final class MockFailures {

    private static final Map<String, Supplier<AiProviderException>> KINDS = Map.of(
            "transient", () -> new Transient("the mock provider fails as told"),
            "rate-limited",
                    () -> new RateLimited("the mock provider is asked too often, as told", Duration.ofSeconds(5)),
            "rejected", () -> new Rejected("the mock provider rejects as told"),
            "misconfigured", () -> new Misconfigured("the mock provider is misconfigured as told"));

    private final Supplier<AiProviderException> error;
    private final int every;
    private final AtomicLong analyses = new AtomicLong();

    /** @param every which analysis fails; 0 for none */
    private MockFailures(Supplier<AiProviderException> error, int every) {
        this.error = error;
        this.every = every;
    }

    static MockFailures of(ProviderSettings settings) {
        Optional<String> kind = settings.text("fail").map(String::strip);
        int every = settings.integer("fail-every", kind.isPresent() ? 1 : 0, 0, Integer.MAX_VALUE);
        Supplier<AiProviderException> error = KINDS.get(kind.orElse("transient"));
        if (error == null) {
            throw new Misconfigured("setting 'mock.fail' must be one of " + new TreeSet<>(KINDS.keySet()) + ", not '"
                    + kind.get() + "'");
        }
        return new MockFailures(error, every);
    }

    void failWhenDue() {
        if (every > 0 && analyses.incrementAndGet() % every == 0) {
            throw error.get();
        }
    }
}
