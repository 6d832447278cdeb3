package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagging.ProviderLookupException;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.ProviderSettings;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderRegistryTest {

    @TempDir
    private Path directory;

    private final List<AiTaggingProviderFactory> explicit = new ArrayList<>();
    private final List<String> onClassPath = new ArrayList<>();

    @Test
    void a_provider_on_the_class_path_is_found_by_its_name() throws IOException {
        onClassPath.add(Apple.class.getName());

        assertThat(registry().find("apple")).isInstanceOf(Apple.class);
    }

    @Test
    void a_provider_handed_to_the_builder_stands_above_one_on_the_class_path() throws IOException {
        AiTaggingProviderFactory mine = new Apple();
        explicit.add(mine);
        onClassPath.add(Apple.class.getName());

        assertThat(registry().find("apple")).isSameAs(mine);
    }

    @Test
    void without_any_provider_the_artifact_of_a_known_one_is_named() {
        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> registry().find("moondream"))
                .withMessage("there is no AI tagging provider on the class path, and 'moondream' is asked for:"
                        + " add the dependency dev.tagging:tagging-provider-moondream");
    }

    @Test
    void the_mock_does_not_count_as_a_provider() {
        onClassPath.add("dev.tagging.provider.mock.MockProviderFactory");

        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> registry().find("ours"))
                .withMessage("there is no AI tagging provider on the class path, and 'ours' is asked for:"
                        + " add the dependency that brings it, such as dev.tagging:tagging-provider-pixels");
    }

    @Test
    void a_known_provider_that_is_missing_beside_others_is_named_with_its_artifact() {
        onClassPath.addAll(List.of(Pear.class.getName(), Apple.class.getName()));

        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> registry().find("google"))
                .withMessage("there is no AI tagging provider 'google', there are [apple, pear];"
                        + " add the dependency dev.tagging:tagging-provider-google");
    }

    @Test
    void a_mistyped_name_is_answered_with_the_closest_one() {
        onClassPath.addAll(List.of(Pear.class.getName(), Apple.class.getName()));

        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> registry().find("appel"))
                .withMessage("there is no AI tagging provider 'appel', there are [apple, pear]; did you mean 'apple'?");
        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> registry().find("piksels"))
                .withMessageEndingWith("did you mean 'pixels', which is in dev.tagging:tagging-provider-pixels?");
    }

    @Test
    void a_name_like_no_other_is_answered_without_a_guess() {
        onClassPath.add(Apple.class.getName());

        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> registry().find("clairvoyance"))
                .withMessage("there is no AI tagging provider 'clairvoyance', there are [apple];"
                        + " add the dependency that brings it");
    }

    @Test
    void a_name_found_twice_is_answered_with_both_classes_and_where_they_are() {
        onClassPath.addAll(List.of(Apple.class.getName(), OtherApple.class.getName()));
        String here =
                Apple.class.getProtectionDomain().getCodeSource().getLocation().toString();

        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> registry().find("apple"))
                .withMessage(
                        "there are 2 AI tagging providers named 'apple': %s in %s and %s in %s;"
                                + " remove one, or hand the wanted one to TaggingBuilder.provider",
                        Apple.class.getName(), here, OtherApple.class.getName(), here);
    }

    @Test
    void two_of_one_name_handed_to_the_builder_are_one_too_many() {
        explicit.addAll(List.of(new Apple(), new OtherApple()));

        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> registry().find("apple"))
                .withMessageStartingWith("there are 2 AI tagging providers named 'apple'");
    }

    @Test
    void broken_entries_hide_none_of_the_others() throws IOException {
        onClassPath.addAll(
                List.of("com.example.Gone", Broken.class.getName(), Nameless.class.getName(), Apple.class.getName()));

        assertThat(registry().find("apple")).isInstanceOf(Apple.class);
    }

    @Test
    void broken_entries_are_named_when_a_provider_is_missed() {
        onClassPath.addAll(List.of("com.example.Gone", Broken.class.getName(), Apple.class.getName()));

        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> registry().find("google"))
                .withMessageContaining("Not loaded, because broken: ")
                .withMessageContaining("com.example.Gone not found")
                .withMessageContaining("the licence has expired");
    }

    @Test
    void a_class_path_that_cannot_be_read_at_all_is_given_up() {
        ClassLoader unreadable = new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("disk on fire");
            }
        };

        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> new ProviderRegistry(explicit, unreadable).find("pixels"))
                .withMessageContaining("disk on fire");
    }

    @Test
    void the_mock_is_found_as_the_library_is_shipped() {
        ProviderRegistry registry = new ProviderRegistry(explicit, getClass().getClassLoader());

        assertThat(registry.find("mock").name()).isEqualTo("mock");
    }

    @Test
    void a_mock_lost_in_repackaging_is_explained() {
        assertThatExceptionOfType(ProviderLookupException.class)
                .isThrownBy(() -> registry().find("mock"))
                .withMessageContaining("META-INF/services");
    }

    private ProviderRegistry registry() throws IOException {
        Path services = directory.resolve("services");
        Files.write(services, onClassPath);
        URL url = services.toUri().toURL();
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return name.equals("META-INF/services/" + AiTaggingProviderFactory.class.getName())
                        ? Collections.enumeration(List.of(url))
                        : super.getResources(name);
            }
        };
        return new ProviderRegistry(explicit, loader);
    }

    private abstract static class Factory implements AiTaggingProviderFactory {

        private final String name;

        Factory(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public AiTaggingProvider create(ProviderSettings settings) {
            return new ScriptedProvider(name);
        }
    }

    public static final class Apple extends Factory {
        public Apple() {
            super("apple");
        }
    }

    public static final class OtherApple extends Factory {
        public OtherApple() {
            super("apple");
        }
    }

    public static final class Pear extends Factory {
        public Pear() {
            super("pear");
        }
    }

    public static final class Broken extends Factory {
        public Broken() {
            super("broken");
            throw new IllegalStateException("the licence has expired");
        }
    }

    public static final class Nameless extends Factory {
        public Nameless() {
            super("nameless");
        }

        @Override
        public String name() {
            throw new IllegalStateException("no name");
        }
    }
}
