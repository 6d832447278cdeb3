package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.image.ImageContent;
import dev.tagging.provider.moondream.vlm.TestImages;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.ProviderSettings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host that has excluded the artifacts with native libraries. */
class WithoutNativeLibrariesTest {

    private static final List<String> EXCLUDED =
            List.of("ai.onnxruntime.", "ai.djl.", "dev.tagging.provider.djl.", "com.sun.jna.");

    private LoopbackService service;
    private HostClassLoader host;

    /** Loads this module again, for a host that sees neither ONNX Runtime nor DJL. */
    private static final class HostClassLoader extends URLClassLoader {

        private final List<String> asked = new ArrayList<>();

        HostClassLoader(URL module) {
            super(new URL[] {module}, WithoutNativeLibrariesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (EXCLUDED.stream().anyMatch(name::startsWith)) {
                asked.add(name);
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.tagging.provider.moondream.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }

    @BeforeEach
    void start() throws IOException {
        service = new LoopbackService();
        host = new HostClassLoader(MoondreamProviderFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation());
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
        service.close();
    }

    @Test
    void theHttpBackendsWorkAndAskForNothingOfThem() throws IOException {
        ImageContent image = TestImages.png(50, 50, 1);
        service.answers("{\"answer\": \"dog, beach\"}", "{\"response\": \"{\\\"object\\\": [\\\"cat\\\"]}\"}");

        assertThat(tags("station", "/v1", image)).containsExactly("dog", "beach");
        assertThat(tags("ollama", "", image)).containsExactly("cat");
        assertThat(host.asked).isEmpty();
    }

    @Test
    void theLocalBackendNamesWhatIsMissingAndWhatWorks() {
        assertThatThrownBy(() -> factory("moondream").create(ProviderSettings.of("moondream", Map.of())))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("dev.tagging:tagging-provider-djl")
                .hasMessageContaining("station, cloud, ollama");
        assertThatThrownBy(() -> factory("smolvlm").create(ProviderSettings.of("smolvlm", Map.of())))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("ollama");
    }

    private List<String> tags(String backend, String path, ImageContent image) {
        ProviderSettings settings =
                ProviderSettings.of("moondream", Map.of("backend", backend, "url", service.url() + path));
        try (AiTaggingProvider provider = factory("moondream").create(settings)) {
            return provider.analyzeImage(image, Analyses.context()).tags().stream()
                    .map(AiTag::name)
                    .toList();
        }
    }

    private AiTaggingProviderFactory factory(String name) {
        Stream<AiTaggingProviderFactory> factories = ServiceLoader.load(AiTaggingProviderFactory.class, host).stream()
                .filter(provider -> provider.type().getClassLoader() == host)
                .map(ServiceLoader.Provider::get);
        return factories
                .filter(factory -> factory.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
