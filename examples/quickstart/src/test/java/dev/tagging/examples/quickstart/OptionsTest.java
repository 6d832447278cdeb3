package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.ProviderPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void without_photos_the_usage_is_all_there_is_to_say() {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> parse(Map.of()))
                .withMessageContaining("Say where the photos are")
                .withMessageContaining(Options.USAGE.stripTrailing())
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(2));
    }

    @Test
    void a_blank_value_counts_as_absent() throws Exception {
        Options options =
                parse(Map.of("photos", "p", "query", " ", "data", "", "providers", "", "persistence", "", "model", ""));

        assertThat(options).isEqualTo(parse(Map.of("photos", "p")));
        assertThatExceptionOfType(CannotRunException.class).isThrownBy(() -> parse(Map.of("photos", " ")));
    }

    @Test
    void only_the_photos_have_to_be_said() throws Exception {
        Options options = parse(Map.of("photos", "some/../photos"));

        assertThat(options.photos()).isEqualTo(Path.of("photos").toAbsolutePath());
        assertThat(options.query()).isEmpty();
        assertThat(options.data()).isEmpty();
        assertThat(options.bridge()).isEqualTo(Bridge.JOOQ);
        assertThat(options.plan()).isEqualTo(ProviderPlan.provider("pixels"));
        assertThat(options.settings()).isEmpty();
    }

    @Test
    void several_providers_look_together_and_each_once() throws Exception {
        Options options = parse(Map.of("photos", "p", "providers", "pixels, djl,,pixels"));

        assertThat(options.plan()).isEqualTo(ProviderPlan.ensemble("pixels", "djl"));
    }

    @Test
    void settings_are_those_of_the_chosen_providers() throws Exception {
        Options options = parse(Map.of(
                "photos", "p", "providers", "djl", "djl.threshold", "0.4", "moondream.prompt", "x", "djlx.y", "z"));

        assertThat(options.settings()).containsOnly(Map.entry("djl.threshold", "0.4"));
    }

    @Test
    void the_model_goes_to_every_provider_that_has_one() throws Exception {
        Options options = parse(
                Map.of("photos", "p", "providers", "pixels,djl,moondream", "model", "/m", "moondream.model", "/other"));

        assertThat(options.settings())
                .containsOnly(Map.entry("djl.model", "/m"), Map.entry("moondream.model", "/other"));
    }

    @Test
    void a_model_without_a_provider_for_it_is_a_mistake() {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> parse(Map.of("photos", "p", "model", "/m")))
                .withMessage("-Dmodel is for the providers djl, moondream and smolvlm, and -Dproviders names pixels");
    }

    @Test
    void an_unknown_bridge_is_answered_with_those_there_are() throws Exception {
        assertThat(parse(Map.of("photos", "p", "persistence", "JPA")).bridge()).isEqualTo(Bridge.JPA);
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> parse(Map.of("photos", "p", "persistence", "mongo")))
                .withMessage("-Dpersistence is one of jooq, jpa, jdbc, not mongo");
    }

    @Test
    void other_providers_or_other_settings_have_another_fingerprint() throws Exception {
        String pixels = parse(Map.of("photos", "p")).fingerprint();

        assertThat(parse(Map.of("photos", "other", "query", "q")).fingerprint()).isEqualTo(pixels);
        assertThat(parse(Map.of("photos", "p", "providers", "djl")).fingerprint())
                .isNotEqualTo(pixels);
        assertThat(parse(Map.of("photos", "p", "pixels.colors", "2")).fingerprint())
                .isNotEqualTo(pixels);
    }

    private static Options parse(Map<String, String> values) throws CannotRunException {
        Properties properties = new Properties();
        properties.putAll(values);
        return Options.parse(properties);
    }
}
