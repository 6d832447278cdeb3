package dev.tagging.engine;

import dev.tagging.QuotaExceededException;
import dev.tagging.TaggingPersistenceException;
import dev.tagging.TaggingPolicy;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.ProviderInfo.Locality;
import dev.tagging.spi.Usage;
import dev.tagging.spi.persistence.UsageStore;
import dev.tagging.spi.persistence.UsageStore.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What remote providers may be asked and may cost, over all nodes. Both are taken before a call, in transactions of their
 * own, and not given back when the call fails: it may have been charged for.
 */
final class RemoteLimits {

    private static final Logger log = LoggerFactory.getLogger(RemoteLimits.class);

    private final TaggingPolicy policy;
    private final UsageStore usage;
    private final Work work;

    RemoteLimits(Kernel kernel) {
        this.policy = kernel.settings().policy();
        this.usage = kernel.database().usage();
        this.work = kernel.work();
    }

    /**
     * Takes one call for some images.
     *
     * @throws QuotaExceededException when there is none left
     */
    void take(String provider, ProviderInfo info, int images) {
        if (info.locality() != Locality.REMOTE) {
            return;
        }
        if (policy.remoteCallsPerMinute() > 0) {
            require(
                    "provider '" + provider + "' is asked " + policy.remoteCallsPerMinute() + " times a minute at most",
                    "rate:" + provider,
                    Window.MINUTE,
                    1,
                    policy.remoteCallsPerMinute());
        }
        policy.monthlyBudget()
                .ifPresent(budget -> require(
                        "provider '" + provider + "' has used up its budget of $" + budget + " a month",
                        budgetScope(provider),
                        Window.MONTH,
                        micros(cost(info, images), RoundingMode.CEILING),
                        micros(budget, RoundingMode.FLOOR)));
    }

    /** Records what a call cost beyond what was taken for it. An answer is worth more than its bookkeeping. */
    void settle(String provider, ProviderInfo info, int images, Usage used) {
        BigDecimal more = used.cost().subtract(cost(info, images));
        if (info.locality() == Locality.REMOTE && policy.monthlyBudget().isPresent() && more.signum() > 0) {
            try {
                work.run(() -> usage.add(budgetScope(provider), Window.MONTH, micros(more, RoundingMode.CEILING)));
            } catch (TaggingPersistenceException e) {
                log.warn("Provider '{}' has cost ${} more than its budget will show", provider, more, e);
            }
        }
    }

    private void require(String complaint, String scope, Window window, long amount, long limit) {
        Optional<Instant> next = work.call(() -> usage.use(scope, window, amount, limit));
        if (next.isPresent()) {
            throw new QuotaExceededException(complaint, next.get());
        }
    }

    private static String budgetScope(String provider) {
        return "budget:" + provider;
    }

    private static BigDecimal cost(ProviderInfo info, int images) {
        return info.costPerImage().multiply(BigDecimal.valueOf(images));
    }

    /** Millionths of a dollar. */
    private static long micros(BigDecimal dollars, RoundingMode rounding) {
        return dollars.movePointRight(6).setScale(0, rounding).longValueExact();
    }
}
