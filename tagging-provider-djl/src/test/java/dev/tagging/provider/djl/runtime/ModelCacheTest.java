package dev.tagging.provider.djl.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelCacheTest {

    private static final Path HOME = Path.of("/home/ann").toAbsolutePath();

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties =
            new HashMap<>(Map.of("user.home", HOME.toString(), "os.name", "Linux"));

    @Test
    void is_in_the_users_cache() {
        assertThat(directory(Optional.empty())).isEqualTo(HOME.resolve(".cache/tagging/models"));
    }

    @Test
    void follows_the_xdg_specification_which_ignores_relative_paths() {
        environment.put("XDG_CACHE_HOME", HOME.resolve("xdg").toString());
        assertThat(directory(Optional.empty())).isEqualTo(HOME.resolve("xdg/tagging/models"));

        environment.put("XDG_CACHE_HOME", "relative");
        assertThat(directory(Optional.empty())).isEqualTo(HOME.resolve(".cache/tagging/models"));
    }

    @Test
    void is_where_macos_keeps_caches() {
        properties.put("os.name", "Mac OS X");

        assertThat(directory(Optional.empty())).isEqualTo(HOME.resolve("Library/Caches/tagging/models"));
    }

    @Test
    void is_where_windows_keeps_caches() {
        properties.put("os.name", "Windows 11");
        assertThat(directory(Optional.empty())).isEqualTo(HOME.resolve("AppData/Local/tagging/models"));

        environment.put("LOCALAPPDATA", HOME.resolve("local").toString());
        assertThat(directory(Optional.empty())).isEqualTo(HOME.resolve("local/tagging/models"));
    }

    @Test
    void is_named_by_the_setting_before_the_environment_before_the_property() {
        properties.put("tagging.models", HOME.resolve("property").toString());
        assertThat(directory(Optional.empty())).isEqualTo(HOME.resolve("property"));

        environment.put("TAGGING_MODELS", HOME.resolve("variable").toString());
        assertThat(directory(Optional.empty())).isEqualTo(HOME.resolve("variable"));

        assertThat(directory(Optional.of(HOME.resolve("setting").toString()))).isEqualTo(HOME.resolve("setting"));
    }

    private Path directory(Optional<String> setting) {
        return ModelCache.directory(setting, environment::get, properties::get);
    }
}
