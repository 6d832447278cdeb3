package dev.tagging.spi;

import java.math.BigDecimal;

/**
 * Who a provider is.
 *
 * @param name the factory's name
 * @param model the model and version behind it, as stored with every tag it gives; the same text means the same judgement
 * @param locality whether image bytes leave this JVM's machine
 * @param maxBatch most images of one {@link AiTaggingProvider#analyzeImages} call, at least 1
 * @param costPerImage in US dollars, before any free quota; zero for local models
 * @param score what stands behind the confidence of its tags
 */
public record ProviderInfo(
        String name, String model, Locality locality, int maxBatch, BigDecimal costPerImage, ScoreKind score) {

    public ProviderInfo {
        if (maxBatch < 1 || costPerImage.signum() < 0) {
            throw new IllegalArgumentException("maxBatch " + maxBatch + ", costPerImage " + costPerImage);
        }
    }

    /** Info of a provider that runs in this JVM, one image at a time, for nothing. */
    public static ProviderInfo local(String name, String model, ScoreKind score) {
        return new ProviderInfo(name, model, Locality.LOCAL, 1, BigDecimal.ZERO, score);
    }

    /** Where the computation happens. */
    public enum Locality {
        LOCAL,
        REMOTE
    }

    /** Origin of the confidences, from most to least trustworthy. */
    public enum ScoreKind {
        /** The calibrated score of a classifier or detector, or a measurement on the pixels. */
        MEASURED,
        /** Derived from token probabilities of a language model. */
        TOKEN_PROBABILITY,
        /** A number the model wrote down itself. */
        SELF_REPORTED,
        /** None: tags come without confidence. */
        NONE
    }
}
