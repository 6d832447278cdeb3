package dev.tagging.examples.quickstart;

import dev.tagging.ProviderPlan;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the person asked for.
 *
 * @param photos the folder
 * @param query what to search for; empty for a prompt, where there is a terminal
 * @param providers names of the providers that look at the photos, each once, at least one
 * @param settings the providers' settings, each name preceded by the provider's and a dot
 * @param bridge the way to the database
 * @param data where the database is kept; empty for a temporary one
 */
record Options(
        Path photos,
        Optional<String> query,
        List<String> providers,
        Map<String, String> settings,
        Bridge bridge,
        Optional<Path> data) {

    static final String PHOTOS = "photos";
    static final String QUERY = "query";
    static final String PROVIDERS = "providers";
    static final String PERSISTENCE = "persistence";
    static final String DATA = "data";
    static final String MODEL = "model";

    static final Set<String> NAMES = Set.of(PHOTOS, QUERY, PROVIDERS, PERSISTENCE, DATA, MODEL);

    static final String USAGE =
            """
            Tags the photos of a folder and lets you search them.

              mvn -q -Pquickstart -Dphotos=/path/to/folder [-Dname=value ...]

              -Dphotos=folder            where the photos are; everything below it counts
              -Dquery="blue -portrait"   answers this query and ends; without it, and on a terminal,
                                         there is a prompt
              -Dproviders=pixels         who looks at the photos: pixels, djl, moondream, smolvlm; a,b asks both
              -Dmodel=folder             the model of the providers djl, moondream and smolvlm
              -Dprovider.setting=value   any other setting of a provider, such as -Ddjl.model=folder
              -Dpersistence=jooq         the way to the database: jooq, jpa or jdbc
              -Ddata=folder              keeps the database there, and only tags what is new the next
                                         time; without it, the database is gone in the end
              -Dquickstart.heap=512m     memory of the program
            """;

    private static final String DEFAULT_PROVIDER = "pixels";

    /** Providers with a setting {@code model}. */
    private static final Set<String> WITH_MODEL = Set.of("djl", "moondream", "smolvlm");

    /**
     * Reads system properties. Blank ones count as absent.
     *
     * @throws CannotRunException when the photos are missing, with the usage, or when a value has no meaning
     */
    static Options parse(Properties properties) throws CannotRunException {
        Optional<String> photos = value(properties, PHOTOS);
        if (photos.isEmpty()) {
            throw CannotRunException.usage(
                    "Say where the photos are: -Dphotos=/path/to/folder\n\n" + USAGE.stripTrailing());
        }
        List<String> providers = providers(properties);
        Optional<String> data = value(properties, DATA);
        return new Options(
                path(PHOTOS, photos.get()),
                value(properties, QUERY),
                providers,
                settings(properties, providers),
                Bridge.of(value(properties, PERSISTENCE).orElse("jooq")),
                data.isPresent() ? Optional.of(path(DATA, data.get())) : Optional.empty());
    }

    /** The providers named by {@code -Dproviders}, each once. */
    static List<String> providers(Properties properties) {
        List<String> names = Arrays.stream(
                        value(properties, PROVIDERS).orElse(DEFAULT_PROVIDER).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return names.isEmpty() ? List.of(DEFAULT_PROVIDER) : names;
    }

    /** One provider, or all of them together. */
    ProviderPlan plan() {
        return providers.size() == 1
                ? ProviderPlan.provider(providers.get(0))
                : ProviderPlan.ensemble(providers.toArray(String[]::new));
    }

    /** A short text that changes when other providers, or the same ones with other settings, are asked. */
    String fingerprint() {
        String asked = String.join(",", providers) + new TreeMap<>(settings);
        return Hashes.sha256(asked).substring(0, 12);
    }

    private static Map<String, String> settings(Properties properties, List<String> providers)
            throws CannotRunException {
        Map<String, String> settings = new TreeMap<>();
        Optional<String> model = value(properties, MODEL);
        List<String> withModel = providers.stream().filter(WITH_MODEL::contains).toList();
        if (model.isPresent() && withModel.isEmpty()) {
            throw CannotRunException.usage(
                    "-Dmodel is for the providers djl, moondream and smolvlm, and -Dproviders names "
                            + String.join(", ", providers));
        }
        model.ifPresent(value -> withModel.forEach(provider -> settings.put(provider + "." + MODEL, value)));
        for (String name : properties.stringPropertyNames()) {
            if (providers.stream().anyMatch(provider -> name.startsWith(provider + "."))) {
                value(properties, name).ifPresent(value -> settings.put(name, value));
            }
        }
        return settings;
    }

    private static Optional<String> value(Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(name)).filter(value -> !value.isBlank());
    }

    private static Path path(String name, String value) throws CannotRunException {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw CannotRunException.usage("-D" + name + " is not a path: " + e.getMessage());
        }
    }
}
