package dev.tagging.provider.moondream.vlm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes that each token of a byte-level BPE vocabulary stands for. The vocabulary writes them in the alphabet of GPT-2
 * (A. Radford et al., "Language Models are Unsupervised Multitask Learners", 2019, {@code bytes_to_unicode} of its code):
 * visible bytes as themselves, the others in order as the characters from U+0100 on.
 */
final class TokenBytes {

    private static final Map<Integer, Integer> BYTE_OF_CHARACTER = alphabet();

    private final Map<Integer, byte[]> texts;

    private TokenBytes(Map<Integer, byte[]> texts) {
        this.texts = texts;
    }

    /** Reads {@code tokenizer.json}. Special tokens stand for no bytes. */
    static TokenBytes of(JsonObject tokenizer) {
        Map<Integer, byte[]> texts = new HashMap<>();
        JsonObject vocabulary = tokenizer.getAsJsonObject("model").getAsJsonObject("vocab");
        vocabulary.entrySet().forEach(entry -> texts.put(entry.getValue().getAsInt(), decode(entry.getKey())));
        if (tokenizer.get("added_tokens") instanceof JsonArray added) {
            for (JsonElement element : added) {
                JsonObject token = element.getAsJsonObject();
                int id = token.get("id").getAsInt();
                JsonElement special = token.get("special");
                if (special != null && special.getAsBoolean()) {
                    texts.remove(id);
                } else {
                    texts.put(id, token.get("content").getAsString().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return new TokenBytes(texts);
    }

    /** The bytes of a token, which need not be whole characters; empty for special and unknown ones. Not to be changed. */
    Optional<byte[]> of(int token) {
        return Optional.ofNullable(texts.get(token));
    }

    /** One more than the highest token that stands for bytes. */
    int size() {
        return texts.keySet().stream().mapToInt(token -> token + 1).max().orElse(0);
    }

    private static byte[] decode(String symbols) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(symbols.length());
        symbols.codePoints().forEach(c -> {
            Integer value = BYTE_OF_CHARACTER.get(c);
            if (value != null) {
                bytes.write(value);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    private static Map<Integer, Integer> alphabet() {
        Map<Integer, Integer> bytes = new HashMap<>();
        int next = 0x100;
        for (int value = 0; value < 256; value++) {
            boolean isVisible = (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
            bytes.put(isVisible ? value : next++, value);
        }
        return Map.copyOf(bytes);
    }
}
