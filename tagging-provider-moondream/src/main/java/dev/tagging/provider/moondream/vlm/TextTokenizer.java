package dev.tagging.provider.moondream.vlm;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.tagging.provider.djl.runtime.OnnxRuntimes;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text to tokens and back. Adds nothing to a text and cuts nothing off. Safe for use by several threads.
 */
final class TextTokenizer implements AutoCloseable {

    /** HuggingFaceTokenizer would cut at 512 tokens, and warn that nobody told it to. */
    private static final Map<String, String> OPTIONS =
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer tokenizer;
    private final TokenBytes bytes;

    private TextTokenizer(HuggingFaceTokenizer tokenizer, TokenBytes bytes) {
        this.tokenizer = tokenizer;
        this.bytes = bytes;
    }

    /**
     * Reads a {@code tokenizer.json}. The one of Moondream2 cannot be given to the native tokenizer as it is published: the
     * negative id of {@code <image>} is refused, and the post-processor, which names a token that it does not define, panics
     * in native code and takes the JVM with it. Both are dropped; this pipeline needs neither.
     *
     * @throws Misconfigured naming the file and what is wrong with it
     */
    static TextTokenizer load(Path file) {
        JsonFile json = JsonFile.read(file);
        requireByteLevel(json);
        // First of all, because DJL must not be the one to choose an engine.
        OnnxRuntimes.environment();
        try {
            JsonObject root = json.object();
            root.add("added_tokens", withoutNegativeIds(root.get("added_tokens")));
            root.add("post_processor", JsonNull.INSTANCE);
            root.add("truncation", JsonNull.INSTANCE);
            root.add("padding", JsonNull.INSTANCE);
            byte[] cleaned = root.toString().getBytes(StandardCharsets.UTF_8);
            TokenBytes bytes = TokenBytes.of(root);
            return new TextTokenizer(
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(cleaned), OPTIONS), bytes);
        } catch (IOException | RuntimeException e) {
            throw new Misconfigured("model file " + file + " is no tokenizer: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new Misconfigured(
                    "the native tokenizer does not run on this machine: " + e.getMessage()
                            + ". It runs on Linux x64 and arm64 (with glibc), macOS arm64 and Windows x64; elsewhere use one"
                            + " of the remote backends",
                    e);
        }
    }

    long[] encode(String text) {
        return tokenizer.encode(text, false, false).getIds();
    }

    /** The text of tokens; special ones are left out. */
    String decode(List<Integer> tokens) {
        return tokenizer.decode(tokens.stream().mapToLong(Integer::longValue).toArray(), true);
    }

    /** What each token stands for. */
    TokenBytes bytes() {
        return bytes;
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private static void requireByteLevel(JsonFile json) {
        JsonFile model = json.requiredObject("model");
        String type = model.text("type").orElse("BPE");
        if (!type.equals("BPE")) {
            throw model.wrong("type", "is '" + type + "', expected BPE");
        }
        model.requiredObject("vocab");
    }

    private static JsonArray withoutNegativeIds(@Nullable JsonElement addedTokens) {
        JsonArray usable = new JsonArray();
        if (addedTokens instanceof JsonArray tokens) {
            for (JsonElement token : tokens) {
                if (token.getAsJsonObject().get("id").getAsLong() >= 0) {
                    usable.add(token);
                }
            }
        }
        return usable;
    }
}
