package dev.tagging.spi;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The settings of one provider, by name without the provider's prefix: of {@code moondream.model} the provider sees
 * {@code model}. Reading remembers which names were asked for, so that {@link #rejectUnknown()} can name the rest.
 * Not for use by several threads.
 */
public final class ProviderSettings {

    private final String provider;
    private final Map<String, String> values;
    private final Set<String> known = new LinkedHashSet<>();

    private ProviderSettings(String provider, Map<String, String> values) {
        this.provider = provider;
        this.values = Map.copyOf(values);
    }

    /** Settings for {@code provider}, whose name is used in messages only. */
    public static ProviderSettings of(String provider, Map<String, String> values) {
        return new ProviderSettings(provider, values);
    }

    /** The text under {@code name}; empty when absent or blank. */
    public Optional<String> text(String name) {
        known.add(name);
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * The text under {@code name}.
     *
     * @throws Misconfigured when absent or blank
     */
    public String requiredText(String name) {
        return text(name)
                .orElseThrow(() -> new Misconfigured(
                        "provider '" + provider + "' needs the setting '" + provider + "." + name + "'"));
    }

    /**
     * The whole number under {@code name}, or {@code fallback} when absent.
     *
     * @throws Misconfigured when it is no number or outside {@code min} to {@code max} (both included)
     */
    public int integer(String name, int fallback, int min, int max) {
        int value = read(name, fallback, Integer::valueOf, "a whole number");
        if (value < min || value > max) {
            throw new Misconfigured(message(name, "between " + min + " and " + max));
        }
        return value;
    }

    /**
     * The number under {@code name}, or {@code fallback} when absent.
     *
     * @throws Misconfigured when it is no finite number or outside {@code min} to {@code max} (both included)
     */
    public double number(String name, double fallback, double min, double max) {
        double value = read(name, fallback, Double::valueOf, "a number");
        if (!(value >= min && value <= max)) {
            throw new Misconfigured(message(name, "between " + min + " and " + max));
        }
        return value;
    }

    /**
     * {@code true} or {@code false} under {@code name}, or {@code fallback} when absent.
     *
     * @throws Misconfigured when it is anything else
     */
    public boolean flag(String name, boolean fallback) {
        return read(
                name,
                fallback,
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(text);
                },
                "true or false");
    }

    /**
     * The duration under {@code name} in ISO-8601 ({@code PT30S}) or as seconds ({@code 30}), or {@code fallback}.
     *
     * @throws Misconfigured when it is neither, or negative
     */
    public Duration duration(String name, Duration fallback) {
        Duration value = read(
                name,
                fallback,
                text -> text.chars().allMatch(Character::isDigit)
                        ? Duration.ofSeconds(Long.parseLong(text))
                        : Duration.parse(text),
                "a duration such as PT30S");
        if (value.isNegative()) {
            throw new Misconfigured(message(name, "positive"));
        }
        return value;
    }

    /**
     * Refuses what nobody has asked for so far. Call it last.
     *
     * @throws Misconfigured naming the unknown settings and the known ones
     */
    public void rejectUnknown() {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new Misconfigured("provider '" + provider + "' does not know the settings " + unknown + ", it knows "
                    + new TreeSet<>(known));
        }
    }

    private <T> T read(String name, T fallback, Function<String, T> parser, String shape) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            return parser.apply(text.get().strip());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new Misconfigured(message(name, shape), e);
        }
    }

    private String message(String name, String shape) {
        return "setting '" + provider + "." + name + "' must be " + shape + ", not '" + values.get(name) + "'";
    }
}
