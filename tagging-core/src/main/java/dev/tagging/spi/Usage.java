package dev.tagging.spi;

import java.math.BigDecimal;

/**
 * What one analysis consumed.
 *
 * @param cost in US dollars
 * @param inputTokens 0 where the provider does not count tokens
 * @param outputTokens 0 where the provider does not count tokens
 */
public record Usage(BigDecimal cost, long inputTokens, long outputTokens) {

    /** Nothing. */
    public static final Usage NONE = new Usage(BigDecimal.ZERO, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(cost.add(other.cost), inputTokens + other.inputTokens, outputTokens + other.outputTokens);
    }
}
