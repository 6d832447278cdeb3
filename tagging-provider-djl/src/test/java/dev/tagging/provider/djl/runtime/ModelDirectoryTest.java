package dev.tagging.provider.djl.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {

    @TempDir
    private Path path;

    @Test
    void finds_a_file_by_its_name() throws IOException {
        Path file =
                Files.writeString(Files.createDirectory(path.resolve("onnx")).resolve("model.onnx"), "weights");

        assertThat(new ModelDirectory(path).file("onnx/model.onnx")).isEqualTo(file);
    }

    @Test
    void finds_the_first_of_several_that_is_there() throws IOException {
        Path file = Files.writeString(path.resolve("b.onnx"), "weights");

        ModelDirectory directory = new ModelDirectory(path);

        assertThat(directory.find("a.onnx", "b.onnx")).contains(file);
        assertThat(directory.find("c.onnx")).isEmpty();
    }

    @Test
    void names_a_missing_file_and_what_is_there_instead() throws IOException {
        Files.writeString(path.resolve("model_q4.onnx"), "weights");

        assertThatThrownBy(() -> new ModelDirectory(path).file("model.onnx"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("model file " + path.resolve("model.onnx") + " is missing")
                .hasMessageContaining("holds model_q4.onnx");
    }

    @Test
    void says_that_a_file_is_empty() throws IOException {
        Files.createFile(path.resolve("model.onnx"));

        assertThatThrownBy(() -> new ModelDirectory(path).file("model.onnx"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void tells_a_pointer_of_git_lfs_from_the_file_itself() throws IOException {
        Files.writeString(
                path.resolve("model.onnx"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 1317092101\n");

        assertThatThrownBy(() -> new ModelDirectory(path).file("model.onnx"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("git lfs pull");
    }

    @Test
    void says_when_the_directory_is_none() throws IOException {
        Path file = Files.createFile(path.resolve("file"));

        assertThatThrownBy(() -> ModelDirectory.of(path + "/nothing"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("nothing does not exist");
        assertThatThrownBy(() -> new ModelDirectory(file))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void knows_the_users_home() {
        Path home = Path.of(System.getProperty("user.home")).toAbsolutePath().normalize();

        assertThat(ModelDirectory.of("~").path()).isEqualTo(home);
    }
}
