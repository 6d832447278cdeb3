package dev.tagging.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void needs_only_the_photos() throws CannotRunException {
        Options options = Options.parse(properties("photos", "/some/photos", "truth", " ", "model", ""));

        assertThat(options.providers()).containsExactly("pixels");
        assertThat(options.truth()).isEqualTo(Path.of("/some/photos.csv").toAbsolutePath());
        assertThat(options.report()).isEqualTo(Path.of("evaluation").toAbsolutePath());
        assertThat(options.settings()).isEmpty();
    }

    @Test
    void gives_the_model_to_the_providers_that_have_one() throws CannotRunException {
        Options options = Options.parse(properties(
                "photos", "p", "providers", "pixels, djl,djl", "model", "/m", "djl.threads", "2", "openai.key", "x"));

        assertThat(options.providers()).containsExactly("pixels", "djl");
        assertThat(options.settingsOf("djl")).isEqualTo(Map.of("model", "/m", "threads", "2"));
        assertThat(options.settingsOf("pixels")).isEmpty();
    }

    @Test
    void says_what_to_ask_for_instead() {
        assertThatThrownBy(() -> Options.parse(new Properties()))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("-Dphotos=folder")
                .hasMessageContaining("-Dtruth=file");
        assertThatThrownBy(() -> Options.parse(properties("photos", "p", "model", "m")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("-Dproviders names pixels");
    }

    @Test
    void starts_a_jvm_with_the_programs_own_properties() {
        Properties properties =
                properties("photos", "p", "providers", "djl", "djl.model", "m", "secret", "x", "evaluate.heap", "2g");
        properties.setProperty("java.home", "/jdk");

        assertThat(Launcher.command("a.jar", properties))
                .contains("-Xmx2g", "-Dphotos=p", "-Ddjl.model=m", "a.jar")
                .noneMatch(argument -> argument.contains("secret"));
    }

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }
}
