package dev.tagging.provider.djl.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import dev.tagging.provider.djl.runtime.OnnxRuntimes.Platform;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxRuntimesTest {

    @TempDir
    private Path directory;

    @Test
    void gives_everybody_the_same_environment() {
        assertThat(OnnxRuntimes.environment()).isSameAs(OnnxRuntimes.environment());
        assertThat(OrtEnvironment.getEnvironment()).isSameAs(OnnxRuntimes.environment());
    }

    @Test
    void keeps_djl_from_downloading_anything() {
        assertThat(OnnxRuntimes.environment()).isNotNull();

        assertThat(ai.djl.util.Utils.isOfflineMode()).isTrue();
        assertThat(System.getProperty("RUST_FLAVOR")).isEqualTo("cpu");
    }

    @Test
    void works_in_a_jvm_whose_host_has_made_an_environment_before() throws Exception {
        assertThat(outputOf(EnvironmentFirst.class)).contains("works");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,        amd64,   linux, x64,     true",
        "Linux,        aarch64, linux, aarch64, true",
        "Mac OS X,     aarch64, osx,   aarch64, true",
        "Windows 11,   amd64,   win,   x64,     true",
        "Mac OS X,     x86_64,  osx,   x64,     false",
        "Windows 11,   aarch64, win,   aarch64, false",
        "FreeBSD,      amd64,   freebsd, x64,   false",
        "Linux,        riscv64, linux, riscv64, false"
    })
    void knows_the_platforms_that_the_jar_holds(
            String osName, String osArch, String os, String architecture, boolean supported) {
        Platform platform = Platform.of(osName, osArch);

        assertThat(platform).isEqualTo(new Platform(os, architecture));
        assertThat(platform.isSupported()).isEqualTo(supported);
    }

    @Test
    void names_the_alternatives_where_it_cannot_run() {
        assertThat(Platform.of("Mac OS X", "x86_64").cannotRun("no library"))
                .contains("osx-x64", "no library", "Linux x64 and arm64", "'moondream'", "Ollama", "'google'");
    }

    @Test
    void elsewhere_whoever_wants_a_model_is_told_so() throws Exception {
        assertThat(outputOf(Elsewhere.class)).contains("linux-riscv64", "Linux x64 and arm64", "'moondream'", "Ollama");
    }

    @Test
    void names_the_file_that_is_no_model_and_why() throws IOException {
        Path file = Files.writeString(directory.resolve("broken.onnx"), "this is no protobuf");

        assertThatThrownBy(() -> OnnxRuntimes.openSession(file, 1))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("cannot load model " + file)
                .hasMessageContaining("rotobuf");
    }

    @Test
    void names_the_file_that_is_missing() {
        assertThatThrownBy(() -> OnnxRuntimes.openSession(directory.resolve("none.onnx"), 1))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("none.onnx is missing");
    }

    private static String outputOf(Class<?> main) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String output = reader.lines().collect(Collectors.joining("\n"));
            process.waitFor();
            return output;
        }
    }

    /** On a processor for which there is no library. */
    static final class Elsewhere {
        public static void main(String[] args) {
            System.setProperty("os.name", "Linux");
            System.setProperty("os.arch", "riscv64");
            try {
                OnnxRuntimes.openSession(Path.of("model.onnx"), 1);
            } catch (Misconfigured e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** A host that uses ONNX Runtime itself. */
    static final class EnvironmentFirst {
        public static void main(String[] args) throws Exception {
            OrtEnvironment own = OrtEnvironment.getEnvironment();
            OnnxRuntimes.cpuOptions(1).close();
            System.out.println(OnnxRuntimes.environment() == own ? "works" : "another environment");
        }
    }
}
