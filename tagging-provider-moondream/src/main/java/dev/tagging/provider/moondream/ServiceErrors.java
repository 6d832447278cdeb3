package dev.tagging.provider.moondream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.tagging.spi.AiProviderException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to do about errors of the services. Moondream Station says most things in an object with the key {@code error}, some
 * of them with the status 200, so what is not clear from the status is read off the words.
 */
final class ServiceErrors {

    /** Where a service does not say when to come back. */
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(10);

    private static final Duration MAX_PAUSE = Duration.ofHours(1);
    private static final int MAX_MESSAGE = 300;

    private ServiceErrors() {}

    /** An error by its status. */
    static AiProviderException ofStatus(String service, HttpResponse<String> response) {
        int status = response.statusCode();
        String message = service + " answered " + status + ": " + message(response.body());
        return switch (status) {
            case 401, 402, 403 -> new Misconfigured(message + " (check the setting 'api-key' and the account)");
            case 408, 425 -> new Transient(message);
            case 413, 415 -> new Rejected(message);
            case 400, 422 -> isAboutImage(message) ? new Rejected(message) : new Misconfigured(message);
            case 429 -> new RateLimited(message, pause(response));
            default ->
                status >= 500
                        ? new Transient(message)
                        : new Misconfigured(message + " (check the settings 'url' and 'model')");
        };
    }

    /** An error by its words, since the status said that all is well. */
    static AiProviderException ofMessage(String service, String message) {
        String text = service + " answered with an error: " + message;
        String words = message.toLowerCase(Locale.ROOT);
        if (contains(words, "rate limit", "too many requests", "quota")) {
            return new RateLimited(text, DEFAULT_PAUSE);
        }
        if (contains(words, "api key", "api_key", "unauthorized", "authentication", "forbidden", "permission")) {
            return new Misconfigured(text + " (check the setting 'api-key')");
        }
        if (isAboutImage(message)) {
            return new Rejected(text);
        }
        // A model that is missing or a function that is unknown stays so; one that is starting does not.
        return contains(words, "not found", "not supported", "unsupported", "unknown function")
                ? new Misconfigured(text)
                : new Transient(text);
    }

    /** What a body says about its error, made fit for a log: short, and in one line. */
    static String message(String body) {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject object) {
                return Stream.of("error", "message", "detail")
                        .flatMap(key -> text(object.get(key)).stream())
                        .findFirst()
                        .map(ServiceErrors::shorten)
                        .orElseGet(() -> shorten(body));
            }
        } catch (JsonParseException e) {
            // Then it is text, or a page of a proxy.
            return shorten(body);
        }
        return shorten(body);
    }

    static String shorten(String text) {
        String line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
    }

    private static Optional<String> text(@Nullable JsonElement error) {
        if (error instanceof JsonPrimitive primitive) {
            return Optional.of(primitive.getAsString());
        }
        return error instanceof JsonObject object && object.get("message") instanceof JsonPrimitive message
                ? Optional.of(message.getAsString())
                : Optional.ofNullable(error).filter(e -> !e.isJsonNull()).map(JsonElement::toString);
    }

    private static boolean isAboutImage(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        return words.contains("image")
                && contains(
                        words,
                        "invalid",
                        "cannot identify",
                        "decode",
                        "corrupt",
                        "truncated",
                        "too large",
                        "too small");
    }

    private static boolean contains(String text, String... parts) {
        return Stream.of(parts).anyMatch(text::contains);
    }

    /** RFC 9110, section 10.2.3: seconds, or a date. */
    private static Duration pause(HttpResponse<String> response) {
        Duration pause = response.headers()
                .firstValue("Retry-After")
                .flatMap(ServiceErrors::pause)
                .orElse(DEFAULT_PAUSE);
        return pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
    }

    private static Optional<Duration> pause(String value) {
        String text = value.strip();
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration left = Duration.between(ZonedDateTime.now(until.getZone()), until);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
