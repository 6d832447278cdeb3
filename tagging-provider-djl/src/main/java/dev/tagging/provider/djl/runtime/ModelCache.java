package dev.tagging.provider.djl.runtime;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where models that were downloaded are kept. */
public final class ModelCache {

    /** Names the directory where no setting does. */
    public static final String VARIABLE = "TAGGING_MODELS";

    /** Names the directory where neither a setting nor the environment does. */
    public static final String PROPERTY = "tagging.models";

    private ModelCache() {}

    /**
     * The directory: the setting, else the environment variable {@value #VARIABLE}, else the system property
     * {@value #PROPERTY}, else {@code tagging/models} in the user's cache: {@code $XDG_CACHE_HOME} or {@code ~/.cache} (XDG
     * Base Directory Specification 0.8), {@code ~/Library/Caches} on macOS, {@code %LOCALAPPDATA%} on Windows. It need not
     * exist yet.
     */
    public static Path directory(Optional<String> setting) {
        return directory(setting, System::getenv, System::getProperty);
    }

    static Path directory(Optional<String> setting, Lookup environment, Lookup properties) {
        return setting.or(() -> environment.find(VARIABLE))
                .or(() -> properties.find(PROPERTY))
                .map(ModelDirectory::resolveHome)
                .orElseGet(() ->
                        userCache(environment, properties).resolve("tagging").resolve("models"))
                .toAbsolutePath()
                .normalize();
    }

    private static Path userCache(Lookup environment, Lookup properties) {
        Path home = Path.of(properties.find("user.home").orElse("."));
        String os = properties.find("os.name").orElse("").toLowerCase(Locale.ROOT);
        if (os.contains("mac")) {
            return home.resolve("Library").resolve("Caches");
        }
        if (os.contains("win")) {
            return environment.find("LOCALAPPDATA").map(Path::of).orElseGet(() -> home.resolve("AppData")
                    .resolve("Local"));
        }
        // The specification: relative paths are invalid and to be ignored.
        return environment
                .find("XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> home.resolve(".cache"));
    }

    /** The environment or the system properties. */
    @FunctionalInterface
    interface Lookup {
        @Nullable
        String get(String name);

        default Optional<String> find(String name) {
            return Optional.ofNullable(get(name)).filter(value -> !value.isBlank());
        }
    }
}
