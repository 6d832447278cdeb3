package dev.tagging.provider.moondream.vlm;

/**
 * How sure a model was of the words it said. Probabilities are of the whole vocabulary, whatever was allowed to be said, and
 * count a word in upper and lower case as the same. They measure fluency before truth: where the model could as well have
 * begun with another thing, or with a synonym, they are low.
 *
 * @param mean geometric mean of the probabilities of the tokens, 0 to 1
 * @param first probability of the first token: that this thing is named next, of all there are
 * @param least lowest probability of a token
 */
public record Evidence(double mean, double first, double least) {}
