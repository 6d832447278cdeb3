package dev.tagging.provider.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorFinderTest {

    @TempDir
    private Path directory;

    @Test
    void finds_descriptors_in_a_directory_and_those_below_by_their_path() throws IOException {
        describe("b/tagging-model.properties", "two");
        describe("a.tagging-model.properties", "one");
        describe("c/d/tagging-model.properties", "too deep");

        assertThat(DescriptorFinder.find(directory.toString()))
                .extracting(ModelDescriptor::name)
                .containsExactly("one", "two");
    }

    @Test
    void finds_files_and_directories_in_the_order_they_are_named() throws IOException {
        Path second = describe("some.properties", "second");
        describe("first/tagging-model.properties", "first");

        assertThat(DescriptorFinder.find(directory.resolve("first") + ", " + second))
                .extracting(ModelDescriptor::name)
                .containsExactly("first", "second");
    }

    @Test
    void knows_some_models_by_their_names_where_nothing_describes_them() throws IOException {
        Files.write(directory.resolve("mobilenetv2-12.onnx"), new byte[2000]);
        Files.write(directory.resolve("mobilenetv2-12-w8.onnx"), new byte[500]);
        Files.write(directory.resolve("yolox_nano.onnx"), new byte[1000]);
        Files.write(directory.resolve("mystery.onnx"), new byte[1000]);

        assertThat(DescriptorFinder.find(directory.toString()))
                .extracting(ModelDescriptor::name)
                .containsExactly("mobilenetv2-12-w8", "yolox_nano");
        assertThat(DescriptorFinder.find(
                        directory.resolve("mobilenetv2-12.onnx").toString()))
                .extracting(ModelDescriptor::name)
                .containsExactly("mobilenetv2-12");
    }

    @Test
    void prefers_a_description_to_a_name() throws IOException {
        Files.write(directory.resolve("yolox_nano.onnx"), new byte[1000]);
        describe("tagging-model.properties", "mine");

        assertThat(DescriptorFinder.find(directory.toString()))
                .extracting(ModelDescriptor::name)
                .containsExactly("mine");
    }

    @Test
    void says_what_a_directory_lacks() throws IOException {
        assertThatThrownBy(() -> DescriptorFinder.find(directory.toString()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("holds no tagging-model.properties, and no ONNX file either");

        Path mystery = Files.write(directory.resolve("mystery.onnx"), new byte[1000]);

        assertThatThrownBy(() -> DescriptorFinder.find(directory.toString()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("none of 1 ONNX files is known by name");
        assertThatThrownBy(() -> DescriptorFinder.find(mystery.toString()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("not one of those known by name");
    }

    @Test
    void refuses_two_models_of_one_name() throws IOException {
        describe("a/tagging-model.properties", "same");
        describe("b/tagging-model.properties", "same");

        assertThatThrownBy(() -> DescriptorFinder.find(directory.toString()))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("two models are called 'same'");
    }

    @Test
    void refuses_places_that_are_not_there() {
        assertThatThrownBy(() -> DescriptorFinder.find(directory + "/nothing"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("nothing does not exist");
        assertThatThrownBy(() -> DescriptorFinder.find(" , "))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("names no model");
    }

    private Path describe(String path, String name) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "name = " + name + "\nfile = model.onnx\nlabels = coco-80\n");
    }
}
