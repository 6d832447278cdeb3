package dev.tagging.provider.moondream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The log-probabilities that Ollama gives with an answer (since its version 0.12.11): one for each token. */
final class TokenProbabilities {

    private record Token(String text, int start, double logProbability) {}

    private final List<Token> tokens;

    private TokenProbabilities(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Reads them, as far as they are there and spell the answer. */
    static TokenProbabilities of(@Nullable JsonElement logprobs, String answer) {
        List<Token> tokens = new ArrayList<>();
        StringBuilder spelt = new StringBuilder();
        if (logprobs instanceof JsonArray entries) {
            for (JsonElement entry : entries) {
                if (entry instanceof JsonObject object
                        && object.get("token") instanceof JsonPrimitive text
                        && object.get("logprob") instanceof JsonPrimitive number
                        && number.isNumber()) {
                    tokens.add(new Token(text.getAsString(), spelt.length(), number.getAsDouble()));
                    spelt.append(text.getAsString());
                }
            }
        }
        // Tokens of thoughts, or of a text that was trimmed at its beginning, would be taken for others.
        return new TokenProbabilities(spelt.toString().startsWith(answer) ? tokens : List.of());
    }

    /** Geometric mean of the probabilities of the tokens with letters or digits between two positions, 0 to 1. */
    OptionalDouble between(int start, int end) {
        OptionalDouble mean = tokens.stream()
                .filter(token -> hasLetters(token, start, end))
                .mapToDouble(Token::logProbability)
                .average();
        return mean.isPresent() ? OptionalDouble.of(Math.min(1, Math.exp(mean.getAsDouble()))) : mean;
    }

    /**
     * How likely yes is, of yes and no, as the first word; from {@code top_logprobs} of the first token. Empty when neither is
     * among them.
     */
    static OptionalDouble yes(@Nullable JsonElement logprobs) {
        if (!(logprobs instanceof JsonArray entries)
                || entries.isEmpty()
                || !(entries.get(0) instanceof JsonObject first)
                || !(first.get("top_logprobs") instanceof JsonArray candidates)) {
            return OptionalDouble.empty();
        }
        double yes = sum(candidates, "yes");
        double both = yes + sum(candidates, "no");
        return both > 0 ? OptionalDouble.of(yes / both) : OptionalDouble.empty();
    }

    private static double sum(JsonArray candidates, String word) {
        double sum = 0;
        for (JsonElement candidate : candidates) {
            if (candidate instanceof JsonObject object
                    && object.get("token") instanceof JsonPrimitive token
                    && object.get("logprob") instanceof JsonPrimitive number
                    && token.getAsString().strip().toLowerCase(Locale.ROOT).equals(word)) {
                sum += Math.exp(number.getAsDouble());
            }
        }
        return sum;
    }

    private static boolean hasLetters(Token token, int start, int end) {
        int from = Math.max(start - token.start(), 0);
        int to = Math.min(end - token.start(), token.text().length());
        return from < to && token.text().substring(from, to).codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
