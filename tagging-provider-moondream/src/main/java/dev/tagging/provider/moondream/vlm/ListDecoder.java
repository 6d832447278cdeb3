package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.moondream.vlm.Networks.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns the tokens of a constrained answer into items, and says when enough is enough: small models go round in circles when
 * they run out of things to say.
 */
final class ListDecoder {

    static final int MAX_WORDS = 4;
    static final int MAX_CHARACTERS = 40;
    static final int MAX_REPETITIONS = 3;

    private final ListWords words;
    private final Set<String> seen = new HashSet<>();
    private final List<ListedItem> items = new ArrayList<>();
    private final StringBuilder item = new StringBuilder();
    private final List<Double> probabilities = new ArrayList<>();
    private int repetitions;
    private boolean rambles;

    private ListDecoder(ListWords words) {
        this.words = words;
    }

    /**
     * Lets the model answer.
     *
     * @param first its state after the question, which is closed
     * @param maxTokens most tokens of the answer; an item that is cut off is left out
     */
    static List<ListedItem> decode(Networks networks, ListWords words, Step first, int maxTokens, StopSignal stop) {
        ListDecoder decoder = new ListDecoder(words);
        Step step = first;
        try {
            for (int i = 0; i < maxTokens; i++) {
                int token = decoder.choose(step.logits());
                if (token == ListWords.END) {
                    decoder.endItem();
                    break;
                }
                if (decoder.isToStop() || i == maxTokens - 1) {
                    break;
                }
                Step next = networks.extend(step.state(), new long[] {token}, stop);
                step.close();
                step = next;
            }
        } finally {
            step.close();
        }
        return List.copyOf(decoder.items);
    }

    private int choose(float[] logits) {
        int token = words.choose(logits, item.toString().isBlank());
        if (token != ListWords.END) {
            accept(words.text(token), words.probability(token, new Softmax(logits)));
        }
        return token;
    }

    /** Commas are judged with neither the item before nor the one after: that a list goes on says nothing of its items. */
    private void accept(String text, double probability) {
        boolean counted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                endItem();
                counted = false;
            } else {
                item.append(c);
                if (c != ' ' && !counted) {
                    probabilities.add(probability);
                    counted = true;
                }
            }
        }
        rambles = isTooLong(said());
    }

    private void endItem() {
        String text = said();
        if (!text.isEmpty() && !isTooLong(text)) {
            if (seen.add(text)) {
                items.add(new ListedItem(text, evidence()));
            } else {
                repetitions++;
            }
        }
        item.setLength(0);
        probabilities.clear();
    }

    private String said() {
        return item.toString().strip().replaceAll(" +", " ");
    }

    private static boolean isTooLong(String text) {
        return text.length() > MAX_CHARACTERS || text.split(" ").length > MAX_WORDS;
    }

    private Evidence evidence() {
        double logs = probabilities.stream().mapToDouble(Math::log).sum();
        double least = probabilities.stream().mapToDouble(p -> p).min().orElse(0);
        // the way over logarithms may end a hair below the least
        double mean = Math.max(least, Math.exp(logs / probabilities.size()));
        return new Evidence(mean, probabilities.get(0), least);
    }

    private boolean isToStop() {
        return rambles || repetitions >= MAX_REPETITIONS;
    }
}
