package dev.tagging.provider.moondream.vlm;

import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** Reads an answer of yes or no off the first token's probabilities, however it would be spelt. */
final class YesNo {

    private final int[] yes;
    private final int[] no;

    private YesNo(int[] yes, int[] no) {
        this.yes = yes;
        this.no = no;
    }

    /** The tokens that the words begin with in a vocabulary. What both begin with says nothing. */
    static YesNo of(TextTokenizer tokenizer) {
        Set<Integer> yes = beginnings(tokenizer, " Yes", " yes", "Yes", "yes");
        Set<Integer> no = beginnings(tokenizer, " No", " no", "No", "no");
        Set<Integer> both = new TreeSet<>(yes);
        both.retainAll(no);
        yes.removeAll(both);
        no.removeAll(both);
        return new YesNo(
                yes.stream().mapToInt(i -> i).toArray(),
                no.stream().mapToInt(i -> i).toArray());
    }

    /**
     * How likely yes is, of yes and no; empty when the vocabulary cannot tell them apart, or the model would say neither.
     */
    OptionalDouble read(float[] logits) {
        Softmax softmax = new Softmax(logits);
        double sumOfYes = sum(softmax, yes);
        double sum = sumOfYes + sum(softmax, no);
        return yes.length > 0 && no.length > 0 && sum > 0 ? OptionalDouble.of(sumOfYes / sum) : OptionalDouble.empty();
    }

    private static double sum(Softmax softmax, int[] tokens) {
        double sum = 0;
        for (int token : tokens) {
            sum += softmax.probability(token);
        }
        return sum;
    }

    private static Set<Integer> beginnings(TextTokenizer tokenizer, String... words) {
        Set<Integer> tokens = new TreeSet<>();
        for (String word : words) {
            tokens.add((int) tokenizer.encode(word)[0]);
        }
        return tokens;
    }
}
