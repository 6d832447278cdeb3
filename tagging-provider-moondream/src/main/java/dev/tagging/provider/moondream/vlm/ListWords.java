package dev.tagging.provider.moondream.vlm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps an answer a list of lower-case words between commas, whatever the model would like to say: of each step's logits only
 * those tokens count that can go on such a list. Tokens that differ only in case are one choice, said in lower case.
 *
 * <p>A full stop or a new line ends the list like the model's own end token: trained on sentences, models end them.
 */
final class ListWords {

    /** What {@link #choose} answers when the list is to end. */
    static final int END = -1;

    private static final int SENTENCE_END = -2;
    private static final int FORBIDDEN = -3;

    /** For each token: the lower-case token it means, or one of the constants. */
    private final int[] meaning;
    /** For lower-case tokens: the others that mean the same. */
    private final Map<Integer, int[]> variants;
    /** Whether a lower-case token can be the first of an item. */
    private final boolean[] opens;

    private final Map<Integer, String> texts = new HashMap<>();

    private ListWords(int[] meaning, Map<Integer, int[]> variants, boolean[] opens) {
        this.meaning = meaning;
        this.variants = variants;
        this.opens = opens;
    }

    /** The rules for a vocabulary. Logits may be more: tokens that the tokenizer does not know are never chosen. */
    static ListWords of(TokenBytes tokens, Set<Integer> endTokens) {
        int size = Math.max(tokens.size(), Collections.max(endTokens) + 1);
        Map<String, Integer> lowerCase = new HashMap<>();
        List<Optional<String>> texts = new ArrayList<>(size);
        for (int token = 0; token < size; token++) {
            Optional<String> text = tokens.of(token).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
            texts.add(text);
            int id = token;
            text.filter(ListWords::isListText).ifPresent(t -> lowerCase.putIfAbsent(t, id));
        }
        int[] meaning = new int[size];
        boolean[] opens = new boolean[size];
        Map<Integer, List<Integer>> groups = new HashMap<>();
        for (int token = 0; token < size; token++) {
            meaning[token] = endTokens.contains(token)
                    ? END
                    : texts.get(token)
                            .map(text -> isSentenceEnd(text)
                                    ? SENTENCE_END
                                    : lowerCase.getOrDefault(asciiLowerCase(text), FORBIDDEN))
                            .orElse(FORBIDDEN);
            if (meaning[token] >= 0) {
                groups.computeIfAbsent(meaning[token], id -> new ArrayList<>()).add(token);
            }
        }
        ListWords words = new ListWords(meaning, new HashMap<>(), opens);
        groups.forEach((token, group) -> {
            String text = texts.get(token).orElseThrow();
            words.texts.put(token, text);
            opens[token] = beginsWithLetter(text);
            if (group.size() > 1) {
                words.variants.put(token, group.stream().mapToInt(i -> i).toArray());
            }
        });
        return words;
    }

    /**
     * The likeliest token that may come next, or {@link #END}.
     *
     * @param opensItem whether it would be the first of an item
     */
    int choose(float[] logits, boolean opensItem) {
        int best = END;
        float bestLogit = Float.NEGATIVE_INFINITY;
        int count = Math.min(logits.length, meaning.length);
        for (int token = 0; token < count; token++) {
            if (logits[token] > bestLogit) {
                int means = meaning[token];
                boolean isAllowed = opensItem ? means == END || (means >= 0 && opens[means]) : means != FORBIDDEN;
                if (isAllowed) {
                    best = means;
                    bestLogit = logits[token];
                }
            }
        }
        return best == SENTENCE_END ? END : best;
    }

    /** The probability of a chosen token, in any case. */
    double probability(int token, Softmax softmax) {
        int[] group = variants.get(token);
        return group == null
                ? softmax.probability(token)
                : Arrays.stream(group).mapToDouble(softmax::probability).sum();
    }

    /** What a chosen token says. */
    String text(int token) {
        return texts.getOrDefault(token, "");
    }

    private static boolean isListText(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == ' ' || c == ',' || c == '-' || c == '\'');
    }

    private static boolean beginsWithLetter(String text) {
        String word = text.stripLeading();
        return !word.isEmpty() && word.charAt(0) >= 'a';
    }

    private static boolean isSentenceEnd(String text) {
        return text.chars().allMatch(c -> c == '.' || c == '\n' || c == ' ')
                && text.chars().anyMatch(c -> c == '.' || c == '\n');
    }

    private static String asciiLowerCase(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
        return lower.toString();
    }
}
