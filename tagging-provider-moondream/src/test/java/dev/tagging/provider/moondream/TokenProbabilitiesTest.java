package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class TokenProbabilitiesTest {

    @Test
    void areThoseOfTheTokensWithLettersInBetween() {
        TokenProbabilities probabilities = TokenProbabilities.of(
                json(
                        """
                        [{"token": "[\\"", "logprob": -9}, {"token": "red", "logprob": -0.5}, {"token": " ca", "logprob": -1},
                         {"token": "r\\",", "logprob": -1.5}, {"token": " \\"", "logprob": -7}]
                        """),
                "[\"red car\", \"");

        assertThat(probabilities.between(2, 9).orElseThrow()).isCloseTo(Math.exp(-1), within(1e-9));
        assertThat(probabilities.between(2, 5).orElseThrow()).isCloseTo(Math.exp(-0.5), within(1e-9));
        assertThat(probabilities.between(0, 2)).isEmpty();
    }

    @Test
    void areNoneWhenTheTokensSpellSomethingElseOrThereAreNone() {
        JsonElement tokens = json("[{\"token\": \"<think>dog\", \"logprob\": -1}]");

        assertThat(TokenProbabilities.of(tokens, "dog").between(0, 3)).isEmpty();
        assertThat(TokenProbabilities.of(null, "dog").between(0, 3)).isEmpty();
        assertThat(TokenProbabilities.of(json("[{}, 3, {\"token\": \"dog\"}]"), "dog")
                        .between(0, 3))
                .isEmpty();
    }

    @Test
    void yesIsComparedWithNoInAnySpelling() {
        JsonElement logprobs = json(
                """
                [{"token": " Yes", "logprob": -0.1, "top_logprobs": [
                    {"token": " Yes", "logprob": -1}, {"token": "yes", "logprob": -1}, {"token": " No", "logprob": -2},
                    {"token": " The", "logprob": -0.5}]}]
                """);

        assertThat(TokenProbabilities.yes(logprobs).orElseThrow())
                .isCloseTo(2 * Math.exp(-1) / (2 * Math.exp(-1) + Math.exp(-2)), within(1e-9));
        assertThat(TokenProbabilities.yes(json("[{\"token\": \"a\", \"logprob\": -1, \"top_logprobs\": []}]")))
                .isEmpty();
        assertThat(TokenProbabilities.yes(json("[]"))).isEmpty();
        assertThat(TokenProbabilities.yes(null)).isEmpty();
    }

    private static JsonElement json(String text) {
        return JsonParser.parseString(text);
    }
}
