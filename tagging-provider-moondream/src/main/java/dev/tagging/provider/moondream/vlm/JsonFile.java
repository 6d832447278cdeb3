package dev.tagging.provider.moondream.vlm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** An object in a JSON file of a model. Whatever is wrong with it is said together with the file and the key. */
final class JsonFile {

    private final Path file;
    private final String path;
    private final JsonObject object;

    private JsonFile(Path file, String path, JsonObject object) {
        this.file = file;
        this.path = path;
        this.object = object;
    }

    /**
     * Reads a file.
     *
     * @throws Misconfigured when it cannot be read, or holds no JSON object
     */
    static JsonFile read(Path file) {
        try {
            JsonElement root = JsonParser.parseString(Files.readString(file));
            if (root.isJsonObject()) {
                return new JsonFile(file, "", root.getAsJsonObject());
            }
            throw new Misconfigured("model file " + file + " is no JSON object");
        } catch (CharacterCodingException | JsonParseException e) {
            throw new Misconfigured("model file " + file + " is no JSON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Misconfigured("model file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The object itself, for those who change it. */
    JsonObject object() {
        return object;
    }

    /** The object under a key; empty when there is none. */
    Optional<JsonFile> object(String key) {
        return object.get(key) instanceof JsonObject child
                ? Optional.of(new JsonFile(file, path + key + ".", child))
                : Optional.empty();
    }

    JsonFile requiredObject(String key) {
        return object(key).orElseThrow(() -> missing(key, "an object"));
    }

    Optional<String> text(String key) {
        return primitive(key).map(JsonPrimitive::getAsString);
    }

    OptionalInt integer(String key) {
        OptionalDouble number = number(key);
        return number.isPresent() ? OptionalInt.of((int) number.getAsDouble()) : OptionalInt.empty();
    }

    int requiredInteger(String key) {
        return integer(key).orElseThrow(() -> missing(key, "a number"));
    }

    OptionalDouble number(String key) {
        return numbers(key).stream().mapToDouble(Double::doubleValue).findFirst();
    }

    /** The numbers under a key, in a list or single; none when there is nothing. */
    List<Double> numbers(String key) {
        JsonElement value = object.get(key);
        JsonArray array = new JsonArray();
        if (value instanceof JsonArray list) {
            array = list;
        } else if (value != null) {
            array.add(value);
        }
        List<Double> numbers = new ArrayList<>();
        for (JsonElement element : array) {
            if (element instanceof JsonPrimitive number && number.isNumber()) {
                numbers.add(number.getAsDouble());
            }
        }
        return numbers;
    }

    boolean flag(String key, boolean fallback) {
        return primitive(key)
                .filter(JsonPrimitive::isBoolean)
                .map(JsonPrimitive::getAsBoolean)
                .orElse(fallback);
    }

    Misconfigured wrong(String key, String reason) {
        return new Misconfigured("model file " + file + ": '" + path + key + "' " + reason);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private Misconfigured missing(String key, String what) {
        return wrong(key, (object.has(key) ? "is not " : "is missing, it should be ") + what);
    }

    private Optional<JsonPrimitive> primitive(String key) {
        return object.get(key) instanceof JsonPrimitive primitive ? Optional.of(primitive) : Optional.empty();
    }
}
