package dev.tagging.provider.moondream.vlm;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A byte-level BPE tokenizer with a vocabulary of some hundred tokens, and the quirks of the published ones. */
final class GeneratedTokenizer {

    private static final String CORPUS =
            "Describe this image. List the main objects in this image, separated by commas."
                    + " What place or scene does this image show? Answer with a few words, separated by commas. Is there a dog in this"
                    + " image? Answer yes or no. Question: Answer: User: Assistant: a dog on the beach, a red car, a street at night,"
                    + " green trees and blue sky, wooden table, mountain lake, black and white cat, indoor kitchen, snow, water, flower";

    private static final Pattern WORDS = Pattern.compile(" ?[A-Za-z]+| ?[^\\sA-Za-z]+|\\s");
    private static final int MERGES = 300;

    private final Map<String, Integer> vocabulary = new LinkedHashMap<>();
    private final JsonArray merges = new JsonArray();
    private final JsonArray added = new JsonArray();
    private final boolean isMoondream;
    private int next;
    private int end;
    private int image;

    private GeneratedTokenizer(boolean isMoondream) {
        this.isMoondream = isMoondream;
        if (!isMoondream) {
            for (String special : List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>")) {
                vocabulary.put(special, vocabulary.size());
                add(vocabulary.get(special), special);
            }
        }
        alphabet().forEach(symbol -> vocabulary.put(symbol, vocabulary.size()));
        learn();
        next = vocabulary.size();
        if (isMoondream) {
            add(-200, "<image>");
            end = add(next++, "<|endoftext|>");
        } else {
            add(next++, "<global-img>");
            for (int row = 1; row <= 6; row++) {
                for (int column = 1; column <= 6; column++) {
                    add(next++, "<row_" + row + "_col_" + column + ">");
                }
            }
            add(next++, "<fake_token_around_image>");
            image = add(next++, "<image>");
            end = add(next++, "<end_of_utterance>");
        }
    }

    static GeneratedTokenizer moondream() {
        return new GeneratedTokenizer(true);
    }

    static GeneratedTokenizer smolVlm() {
        return new GeneratedTokenizer(false);
    }

    int size() {
        return next;
    }

    int end() {
        return end;
    }

    int image() {
        return image;
    }

    JsonObject json() {
        JsonObject model = new JsonObject();
        model.addProperty("type", "BPE");
        JsonObject ids = new JsonObject();
        vocabulary.forEach(ids::addProperty);
        model.add("vocab", ids);
        model.add("merges", merges);
        JsonObject byteLevel = JsonParser.parseString(
                        "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":true}")
                .getAsJsonObject();
        JsonObject tokenizer = new JsonObject();
        tokenizer.addProperty("version", "1.0");
        tokenizer.add("added_tokens", added);
        tokenizer.add("normalizer", JsonNull.INSTANCE);
        tokenizer.add("pre_tokenizer", byteLevel);
        tokenizer.add("post_processor", isMoondream ? brokenPostProcessor() : JsonNull.INSTANCE);
        tokenizer.add("decoder", byteLevel);
        tokenizer.add("model", model);
        return tokenizer;
    }

    /** As in the published file: the template names a token that the map does not have. */
    private JsonObject brokenPostProcessor() {
        String text =
                """
                {"type": "TemplateProcessing",
                 "single": [{"SpecialToken": {"id": "<|endoftext|>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                 "pair": [{"SpecialToken": {"id": "<|endoftext|>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                          {"SpecialToken": {"id": "<|endoftext|>", "type_id": 1}}, {"Sequence": {"id": "B", "type_id": 1}}],
                 "special_tokens": {"<s>": {"id": "<|endoftext|>", "ids": [%d], "tokens": ["<|endoftext|>"]}}}
                """
                        .formatted(end);
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private int add(int id, String content) {
        JsonObject token = new JsonObject();
        token.addProperty("id", id);
        token.addProperty("content", content);
        token.addProperty("single_word", false);
        token.addProperty("lstrip", false);
        token.addProperty("rstrip", false);
        token.addProperty("normalized", false);
        token.addProperty("special", true);
        added.add(token);
        return id;
    }

    private void learn() {
        List<List<String>> words = new ArrayList<>();
        Matcher matcher = WORDS.matcher(CORPUS);
        while (matcher.find()) {
            List<String> symbols = new ArrayList<>();
            for (byte value : matcher.group().getBytes(StandardCharsets.UTF_8)) {
                symbols.add(symbol(value & 0xFF));
            }
            words.add(symbols);
        }
        for (int i = 0; i < MERGES; i++) {
            Map<String, Integer> pairs = new TreeMap<>();
            for (List<String> word : words) {
                for (int at = 0; at + 1 < word.size(); at++) {
                    pairs.merge(word.get(at) + " " + word.get(at + 1), 1, Integer::sum);
                }
            }
            pairs.entrySet().stream().max(Map.Entry.comparingByValue()).ifPresent(best -> merge(best.getKey(), words));
        }
    }

    private void merge(String pair, List<List<String>> words) {
        String[] parts = pair.split(" ");
        String whole = parts[0] + parts[1];
        vocabulary.putIfAbsent(whole, vocabulary.size());
        merges.add(pair);
        for (List<String> word : words) {
            for (int at = 0; at + 1 < word.size(); at++) {
                if (word.get(at).equals(parts[0]) && word.get(at + 1).equals(parts[1])) {
                    word.set(at, whole);
                    word.remove(at + 1);
                }
            }
        }
    }

    private static List<String> alphabet() {
        List<String> symbols = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            symbols.add(symbol(value));
        }
        return symbols;
    }

    private static String symbol(int value) {
        if (isVisible(value)) {
            return Character.toString(value);
        }
        int hiddenBefore = 0;
        for (int other = 0; other < value; other++) {
            hiddenBefore += isVisible(other) ? 0 : 1;
        }
        return Character.toString(0x100 + hiddenBefore);
    }

    private static boolean isVisible(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
    }
}
