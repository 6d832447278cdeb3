package dev.tagging.provider.moondream.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTokenizerTest {

    @TempDir
    private Path directory;

    /** Given as it is, this file is refused for the id, and without it takes the JVM down. */
    @Test
    void readsTheFileOfMoondreamWithItsNegativeIdAndItsBrokenPostProcessor() throws IOException {
        JsonObject json = GeneratedTokenizer.moondream().json();
        assertThat(json.toString()).contains("-200", "\"<s>\"");

        try (TextTokenizer tokenizer = load(json.toString())) {
            long[] tokens = tokenizer.encode("\n\nQuestion: a dog?\n\nAnswer:");

            assertThat(tokens).isNotEmpty();
            assertThat(Arrays.stream(tokens)).allMatch(token -> token >= 0);
            assertThat(tokenizer.decode(
                            Arrays.stream(tokens).mapToObj(t -> (int) t).toList()))
                    .isEqualTo("\n\nQuestion: a dog?\n\nAnswer:");
        }
    }

    @Test
    void addsNothingAndCutsNothingOff() throws IOException {
        try (TextTokenizer tokenizer = load(GeneratedTokenizer.smolVlm().json().toString())) {
            assertThat(tokenizer.encode("")).isEmpty();
            assertThat(tokenizer.encode("<image>".repeat(2_000))).hasSize(2_000);
        }
    }

    @Test
    void knowsTheBytesOfEveryToken() throws IOException {
        String text = "A dog & a cät: ¿qué?\n\t\u0000 🐕";
        try (TextTokenizer tokenizer = load(GeneratedTokenizer.smolVlm().json().toString())) {
            StringBuilder bytes = new StringBuilder();
            for (long token : tokenizer.encode(text)) {
                byte[] part = tokenizer.bytes().of((int) token).orElseThrow();
                bytes.append(new String(part, StandardCharsets.ISO_8859_1));
            }

            assertThat(bytes.toString().getBytes(StandardCharsets.ISO_8859_1))
                    .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
            assertThat(tokenizer.bytes().of((int) tokenizer.encode("<image>")[0]))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\u0000\u0001",
                "{}",
                "{\"model\": 1}",
                "{\"model\": {\"type\": \"Unigram\", \"vocab\": []}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": \"x\"}, \"merges\": []}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a b\"]}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": []}, \"added_tokens\": [1]}"
            })
    void otherFilesAreRefusedByName(String content) {
        assertThatThrownBy(() -> load(content))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("tokenizer.json");
    }

    private TextTokenizer load(String content) throws IOException {
        Path file = directory.resolve("tokenizer.json");
        Files.writeString(file, content);
        return TextTokenizer.load(file);
    }
}
