package dev.tagging.examples.evaluate;

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
 * @param truth what the photos show
 * @param providers names, each once, at least one
 * @param settings the providers' settings, each name preceded by the provider's and a dot
 * @param report the folder for the tables and the page
 */
record Options(Path photos, Path truth, List<String> providers, Map<String, String> settings, Path report) {

    static final Set<String> NAMES = Set.of("photos", "truth", "providers", "model", "report");

    static final String USAGE =
            """
            Compares providers on photos of which somebody has written down what they show.

              mvn -q -Pevaluate -Dphotos=/path/to/folder -Dtruth=/path/to/photos.csv [-Dname=value ...]

              -Dphotos=folder            where the photos are
              -Dtruth=file               what they show; photos.csv in the folder or beside it, unless set
              -Dproviders=pixels,djl     whom to compare; several are also put together
              -Dmodel=folder             the model of the providers djl, moondream and smolvlm
              -Dprovider.setting=value   any other setting of a provider, such as -Ddjl.threads=2
              -Dreport=folder            where to write evaluation.html and the tables; evaluation unless set
              -Devaluate.heap=1g         memory of the program

            The file of the truth has a line for each photo: file,objects,scene,colours,attributes. In each column ';'
            separates what there is and '|' other words for the same: dog;child|toddler,garden,green,outdoor
            """;

    private static final Set<String> WITH_MODEL = Set.of("djl", "moondream", "smolvlm");

    /**
     * Reads system properties. Blank ones count as absent.
     *
     * @throws CannotRunException when something needed is missing or has no meaning, with the usage
     */
    static Options parse(Properties properties) throws CannotRunException {
        Path photos = path(
                "photos",
                value(properties, "photos")
                        .orElseThrow(() -> new CannotRunException("Say where the photos are.\n\n" + USAGE)));
        List<String> providers = providers(properties);
        return new Options(
                photos,
                truth(properties, photos),
                providers,
                settings(properties, providers),
                path("report", value(properties, "report").orElse("evaluation")));
    }

    /** The providers named by {@code -Dproviders}, each once. */
    static List<String> providers(Properties properties) {
        return Arrays.stream(value(properties, "providers").orElse("pixels").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static Path truth(Properties properties, Path photos) throws CannotRunException {
        Optional<String> named = value(properties, "truth");
        if (named.isPresent()) {
            return path("truth", named.get());
        }
        Path inside = photos.resolve("photos.csv");
        return inside.toFile().isFile() ? inside : photos.resolveSibling("photos.csv");
    }

    private static Map<String, String> settings(Properties properties, List<String> providers)
            throws CannotRunException {
        Map<String, String> settings = new TreeMap<>();
        Optional<String> model = value(properties, "model");
        List<String> withModel = providers.stream().filter(WITH_MODEL::contains).toList();
        if (model.isPresent() && withModel.isEmpty()) {
            throw new CannotRunException(
                    "-Dmodel is for the providers djl, moondream and smolvlm, and -Dproviders names "
                            + String.join(", ", providers));
        }
        model.ifPresent(value -> withModel.forEach(provider -> settings.put(provider + ".model", value)));
        for (String name : properties.stringPropertyNames()) {
            if (providers.stream().anyMatch(provider -> name.startsWith(provider + "."))) {
                value(properties, name).ifPresent(value -> settings.put(name, value));
            }
        }
        return settings;
    }

    /** The settings of one provider, without its name in front. */
    Map<String, String> settingsOf(String provider) {
        Map<String, String> own = new TreeMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(provider + ".")) {
                own.put(name.substring(provider.length() + 1), value);
            }
        });
        return own;
    }

    private static Optional<String> value(Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(name)).filter(value -> !value.isBlank());
    }

    private static Path path(String name, String value) throws CannotRunException {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new CannotRunException("-D" + name + " is not a path: " + e.getReason());
        }
    }
}
