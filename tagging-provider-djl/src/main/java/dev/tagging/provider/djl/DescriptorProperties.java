package dev.tagging.provider.djl;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The entries of a descriptor. Remembers what was asked for; every complaint names the file and the key. */
final class DescriptorProperties {

    private final String origin;
    private final Map<String, String> values;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param origin names the file in messages */
    DescriptorProperties(String origin, Map<String, String> values) {
        this.origin = origin;
        this.values = Map.copyOf(values);
    }

    Optional<String> text(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    String required(String key) {
        return text(key).orElseThrow(() -> new Misconfigured(origin + " lacks '" + key + "'"));
    }

    double number(String key, double fallback, double min, double max) {
        return read(key, Double::valueOf)
                .map(value -> {
                    if (!(value >= min && value <= max)) {
                        throw complaint(key, "between " + min + " and " + max);
                    }
                    return value;
                })
                .orElse(fallback);
    }

    boolean flag(String key, boolean fallback) {
        return text(key)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw complaint(key, "true or false");
                })
                .orElse(fallback);
    }

    /** One of an enumeration's constants, written in lower case with hyphens. */
    <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        return text(key).map(text -> Stream.of(type.getEnumConstants())
                .filter(constant -> spelling(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> complaint(
                        key,
                        "one of "
                                + Stream.of(type.getEnumConstants())
                                        .map(DescriptorProperties::spelling)
                                        .collect(Collectors.joining(", ")))));
    }

    /** What {@code parser} makes of the text; its IllegalArgumentException becomes a complaint. */
    <T> Optional<T> read(String key, Function<String, T> parser) {
        return text(key).map(text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new Misconfigured(origin + ": '" + key + "' is '" + text + "', but " + e.getMessage(), e);
            }
        });
    }

    /** The entries {@code prefix.<name>}, by name. */
    <T> Map<String, T> group(String prefix, Function<String, T> parser) {
        Map<String, T> group = new TreeMap<>();
        for (String key : values.keySet()) {
            if (key.startsWith(prefix + ".")) {
                read(key, parser).ifPresent(value -> group.put(key.substring(prefix.length() + 1), value));
            }
        }
        return group;
    }

    /** Refuses what nobody has asked for. Call it last. */
    void rejectUnknown() {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new Misconfigured(
                    origin + " has the unknown keys " + unknown + "; a descriptor knows " + new TreeSet<>(known));
        }
    }

    Misconfigured complaint(String key, String expected) {
        return new Misconfigured(origin + ": '" + key + "' must be " + expected + ", not '" + values.get(key) + "'");
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
