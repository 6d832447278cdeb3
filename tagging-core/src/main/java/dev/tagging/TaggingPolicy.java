package dev.tagging;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the house, in one place. Immutable; start from {@link #defaults()} and change what should differ:
 *
 * <pre>{@code
 * TaggingPolicy.defaults().with(p -> p.highFrom(95).maxTagsPerPipeline(15))
 * }</pre>
 */
public final class TaggingPolicy {

    private static final TaggingPolicy DEFAULTS = new TaggingPolicy(new Builder());

    private final Builder values;

    private TaggingPolicy(Builder values) {
        values.check();
        this.values = values;
    }

    /** The rules that {@link Builder} documents. */
    public static TaggingPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * A policy that differs as {@code change} says.
     *
     * @throws IllegalArgumentException when the result contradicts itself
     */
    public TaggingPolicy with(Consumer<Builder> change) {
        Builder copy = new Builder(values);
        change.accept(copy);
        return new TaggingPolicy(new Builder(copy));
    }

    /**
     * The band of a calibrated confidence; empty when it is too low to be kept at all.
     *
     * @param confidence in percent; null when the provider gave none
     */
    public Optional<ConfidenceBand> bandOf(@Nullable Double confidence) {
        if (confidence == null) {
            return Optional.of(values.unscored);
        }
        if (confidence >= values.highFrom) {
            return Optional.of(ConfidenceBand.HIGH);
        }
        if (confidence >= values.mediumFrom) {
            return Optional.of(ConfidenceBand.MEDIUM);
        }
        return confidence >= values.lowFrom ? Optional.of(ConfidenceBand.LOW) : Optional.empty();
    }

    /**
     * How long a job waits after a provider failed on it for the {@code attempts}-th time (1 for the first): doubling from
     * {@link Builder#retryDelay} up to {@link Builder#maxRetryDelay}, then shortened by up to half at random, so that jobs
     * that failed together do not come back together ("equal jitter", M. Brooker, AWS Architecture Blog, 2015).
     *
     * @param random 0 (included) to 1 (excluded)
     */
    public Duration retryDelay(int attempts, double random) {
        long first = values.retryDelay.toMillis();
        long limit = values.maxRetryDelay.toMillis();
        long doubled = first << Math.min(Math.max(attempts - 1, 0), 20);
        long delay = Math.min(doubled, limit);
        return Duration.ofMillis(delay - (long) (delay / 2.0 * random));
    }

    public int maxTagsPerPipeline() {
        return values.maxTagsPerPipeline;
    }

    public int maxShownTags() {
        return values.maxShownTags;
    }

    public int maxAttempts() {
        return values.maxAttempts;
    }

    public int maxLosses() {
        return values.maxLosses;
    }

    public int remoteCallsPerMinute() {
        return values.remoteCallsPerMinute;
    }

    public int callsPerUserAndDay() {
        return values.callsPerUserAndDay;
    }

    public Optional<BigDecimal> monthlyBudget() {
        return Optional.ofNullable(values.monthlyBudget);
    }

    /** Collects the rules of a policy. Each method says its default. */
    public static final class Builder {
        private double highFrom = 90;
        private double mediumFrom = 70;
        private double lowFrom = 50;
        private ConfidenceBand unscored = ConfidenceBand.MEDIUM;
        private int maxTagsPerPipeline = 10;
        private int maxShownTags = 20;
        private int maxAttempts = 5;
        private int maxLosses = 5;
        private Duration retryDelay = Duration.ofSeconds(10);
        private Duration maxRetryDelay = Duration.ofHours(1);
        private int remoteCallsPerMinute = 60;
        private int callsPerUserAndDay = 200;
        private @Nullable BigDecimal monthlyBudget;

        private Builder() {}

        private Builder(Builder other) {
            highFrom = other.highFrom;
            mediumFrom = other.mediumFrom;
            lowFrom = other.lowFrom;
            unscored = other.unscored;
            maxTagsPerPipeline = other.maxTagsPerPipeline;
            maxShownTags = other.maxShownTags;
            maxAttempts = other.maxAttempts;
            maxLosses = other.maxLosses;
            retryDelay = other.retryDelay;
            maxRetryDelay = other.maxRetryDelay;
            remoteCallsPerMinute = other.remoteCallsPerMinute;
            callsPerUserAndDay = other.callsPerUserAndDay;
            monthlyBudget = other.monthlyBudget;
        }

        /** Confidence in percent from which a tag is {@link ConfidenceBand#HIGH}; 90. */
        public Builder highFrom(double percent) {
            highFrom = percent;
            return this;
        }

        /** Confidence in percent from which a tag is {@link ConfidenceBand#MEDIUM}; 70. */
        public Builder mediumFrom(double percent) {
            mediumFrom = percent;
            return this;
        }

        /** Confidence in percent from which a tag is kept as {@link ConfidenceBand#LOW}; 50. Below it is dropped. */
        public Builder lowFrom(double percent) {
            lowFrom = percent;
            return this;
        }

        /** The band of tags without a score; MEDIUM. */
        public Builder unscored(ConfidenceBand band) {
            unscored = band;
            return this;
        }

        /** Most tags kept of one pipeline on one image, the surest ones; 10. */
        public Builder maxTagsPerPipeline(int tags) {
            maxTagsPerPipeline = tags;
            return this;
        }

        /**
         * Most tags shown on one image; 20. Only AI tags are held back for it (kept as LOW): what people add is always shown.
         */
        public Builder maxShownTags(int tags) {
            maxShownTags = tags;
            return this;
        }

        /** How often a provider may fail on an image before its job is given up; 5. */
        public Builder maxAttempts(int attempts) {
            maxAttempts = attempts;
            return this;
        }

        /** How often a worker may vanish with an image before its job is given up; 5. */
        public Builder maxLosses(int losses) {
            maxLosses = losses;
            return this;
        }

        /** Pause after the first failed attempt; 10 seconds. */
        public Builder retryDelay(Duration delay) {
            retryDelay = delay;
            return this;
        }

        /** Longest pause between attempts; 1 hour. */
        public Builder maxRetryDelay(Duration delay) {
            maxRetryDelay = delay;
            return this;
        }

        /** Calls a minute to each remote provider, over all nodes; 60. Zero for no limit. Local ones are never limited. */
        public Builder remoteCallsPerMinute(int calls) {
            remoteCallsPerMinute = calls;
            return this;
        }

        /** Calls of {@link AiTaggingService#tagNow} a user may make in a day (UTC); 200. Zero for no limit. */
        public Builder callsPerUserAndDay(int calls) {
            callsPerUserAndDay = calls;
            return this;
        }

        /**
         * US dollars each remote provider may cost in a calendar month (UTC), over all nodes; null, the default, for no
         * limit. When it is used up the pipelines that need the provider wait for the next month.
         */
        public Builder monthlyBudget(@Nullable BigDecimal dollars) {
            monthlyBudget = dollars;
            return this;
        }

        private void check() {
            require(
                    0 <= lowFrom && lowFrom <= mediumFrom && mediumFrom <= highFrom && highFrom <= 100,
                    "bands need 0 <= low <= medium <= high <= 100: " + lowFrom + ", " + mediumFrom + ", " + highFrom);
            require(maxTagsPerPipeline >= 1, "maxTagsPerPipeline is at least 1: " + maxTagsPerPipeline);
            require(maxShownTags >= 1, "maxShownTags is at least 1: " + maxShownTags);
            require(maxAttempts >= 1, "maxAttempts is at least 1: " + maxAttempts);
            require(maxLosses >= 1, "maxLosses is at least 1: " + maxLosses);
            require(
                    !retryDelay.isNegative() && maxRetryDelay.compareTo(retryDelay) >= 0,
                    "delays need 0 <= retryDelay <= maxRetryDelay: " + retryDelay + ", " + maxRetryDelay);
            require(
                    remoteCallsPerMinute >= 0 && callsPerUserAndDay >= 0,
                    "limits of calls are at least 0: " + remoteCallsPerMinute + ", " + callsPerUserAndDay);
            require(monthlyBudget == null || monthlyBudget.signum() >= 0, "a budget is at least 0: " + monthlyBudget);
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
