package dev.tagging.provider.moondream.vlm;

import dev.tagging.spi.AiProviderException.Misconfigured;

/** Probabilities of all tokens of a vocabulary. */
final class Softmax {

    /** What is this much less likely than the best adds less than a rounding error, even 100,000 times. */
    private static final float NEGLIGIBLE = 25;

    private final float[] logits;
    private final float max;
    private final double sum;

    /**
     * Probabilities from logits, which must not change while this is used.
     *
     * @throws Misconfigured when they are no numbers
     */
    Softmax(float[] logits) {
        float highest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit);
        }
        double total = 0;
        float limit = highest - NEGLIGIBLE;
        for (float logit : logits) {
            if (logit > limit) {
                total += Math.exp(logit - highest);
            }
        }
        if (!(total >= 1)) {
            throw new Misconfigured("the decoder gives no numbers: its weights do not suit this machine, use another"
                    + " quantization");
        }
        this.logits = logits;
        this.max = highest;
        this.sum = total;
    }

    double probability(int token) {
        return Math.exp(logits[token] - max) / sum;
    }
}
