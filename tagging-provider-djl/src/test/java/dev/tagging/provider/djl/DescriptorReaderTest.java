package dev.tagging.provider.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.TagCategory;
import dev.tagging.provider.djl.InputSpec.Channels;
import dev.tagging.provider.djl.InputSpec.Exact;
import dev.tagging.provider.djl.InputSpec.Fit;
import dev.tagging.provider.djl.InputSpec.ShorterEdge;
import dev.tagging.provider.djl.InputSpec.Size;
import dev.tagging.provider.djl.ModelDescriptor.Classification;
import dev.tagging.provider.djl.ModelDescriptor.Detection;
import dev.tagging.provider.djl.runtime.Resampler.Filter;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DescriptorReaderTest {

    @TempDir
    private Path directory;

    @Test
    void needs_little() throws IOException {
        ModelDescriptor descriptor = read("file = some/model.onnx\nlabels = coco-80");

        assertThat(descriptor.id()).isEqualTo("model");
        assertThat(descriptor.file()).isEqualTo(directory.resolve("some/model.onnx"));
        assertThat(descriptor.task()).isEqualTo(new Classification(Activation.NONE, true));
        assertThat(descriptor.input().fit()).isEqualTo(Fit.CROP);
        assertThat(descriptor.input().size()).isNull();
        assertThat(descriptor.categoryOf("person")).isNull();
        assertThat(descriptor.percent("person", 0.5)).isEqualTo(50);
    }

    @Test
    void reads_everything_there_is() throws IOException {
        ModelDescriptor descriptor = read(
                """
                # größer
                name = Größer
                version = 3
                file = %s
                labels = coco-80
                task = detection
                input = images
                input.size = 640x480
                input.fit = letterbox-top-left
                input.resize = 256x255
                input.filter = lanczos
                input.colors = bgr
                input.scale = 1/4
                input.mean = 1, 2, 3
                input.std = 0.5
                input.pad = 7
                output = boxes
                output.activation = sigmoid
                output.layout = yolov8
                nms.overlap = 0.6
                nms.across-classes = false
                threshold = 0.3
                category = object
                category.potted-plant = scene
                calibration = 0:0, 1:50
                calibration.potted\\ plant = 0:10, 1:20
                """
                        .formatted(
                                directory.resolve("elsewhere.onnx").toString().replace("\\", "/")));

        assertThat(descriptor.id()).isEqualTo("Größer:3");
        assertThat(descriptor.file()).isEqualTo(directory.resolve("elsewhere.onnx"));
        assertThat(descriptor.task()).isEqualTo(new Detection(BoxLayout.YOLOV8, Activation.SIGMOID, 0.6, false));
        assertThat(descriptor.output()).isEqualTo("boxes");
        assertThat(descriptor.input())
                .isEqualTo(new InputSpec(
                        "images",
                        new Size(640, 480),
                        Fit.LETTERBOX_TOP_LEFT,
                        new Exact(new Size(256, 255)),
                        Filter.LANCZOS,
                        true,
                        0.25f,
                        new Channels(1, 2, 3),
                        new Channels(0.5f, 0.5f, 0.5f),
                        7));
        assertThat(descriptor.threshold()).isEqualTo(0.3);
        assertThat(descriptor.categoryOf("dog")).isEqualTo(TagCategory.OBJECT);
        assertThat(descriptor.categoryOf("potted plant")).isEqualTo(TagCategory.SCENE);
        assertThat(descriptor.percent("dog", 0.5)).isEqualTo(25);
        assertThat(descriptor.percent("potted plant", 0.5)).isEqualTo(15);
    }

    @Test
    void takes_sigmoid_for_classes_that_do_not_exclude_each_other() throws IOException {
        assertThat(read("file=m.onnx\nlabels=coco-80\noutput.activation=sigmoid")
                        .task())
                .isEqualTo(new Classification(Activation.SIGMOID, false));
        assertThat(read("file=m.onnx\nlabels=coco-80\noutput.classes=independent")
                        .task())
                .isEqualTo(new Classification(Activation.NONE, false));
    }

    @Test
    void reads_labels_beside_the_descriptor() throws IOException {
        Files.writeString(directory.resolve("mine.txt"), "oak\nelm");

        assertThat(read("file=m.onnx\nlabels=mine.txt\ninput.resize=300")
                        .labels()
                        .tagNames())
                .containsExactly("oak", "elm");
        assertThat(read("file=m.onnx\nlabels=mine.txt\ninput.resize=300")
                        .input()
                        .resize())
                .isEqualTo(new ShorterEdge(300));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file=                   | lacks 'file'",
                "labels=                 | lacks 'labels'",
                "labels=nothing.txt      | nothing.txt cannot be read",
                "task=guessing           | 'task' must be one of classification, detection, not 'guessing'",
                "task=detection          | lacks 'output.layout'",
                "input.size=big          | an edge is 1 to 9999 pixels",
                "input.size=1x2x3        | an edge is 1 to 9999 pixels",
                "input.fit=squeeze       | one of stretch, crop, letterbox, letterbox-top-left",
                "input.mean=1,2          | one number, or three",
                "input.std=1,0,1         | divided by zero",
                "input.scale=1/0         | a number or a fraction",
                "input.scale=a lot       | 'input.scale' is 'a lot'",
                "threshold=2             | 'threshold' must be between 0.0 and 1.0",
                "nms.across-classes=yes  | unknown keys [nms.across-classes]",
                "calibration=1:1, 0:0    | 'calibration' is '1:1, 0:0', but scores have to grow",
                "calibration.unicorn=0:0 | 'calibration.unicorn' must be about a tag of the labels",
                "category=Not one!       | a category has",
                "inptu.size=3            | unknown keys [inptu.size]"
            })
    void names_the_file_the_key_and_the_reason(String line, String reason) throws IOException {
        String key = line.substring(0, line.indexOf('='));
        String text = "file=m.onnx\nlabels=coco-80"
                        .lines()
                        .filter(other -> !other.startsWith(key + "="))
                        .reduce("", (a, b) -> a + b + "\n")
                + line;

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("model descriptor " + directory.resolve("tagging-model.properties"))
                .hasMessageContaining(reason);
    }

    @Test
    void refuses_softmax_in_a_detector() {
        assertThatThrownBy(() -> read(
                        "file=m.onnx\nlabels=coco-80\ntask=detection\noutput.layout=yolox\noutput.activation=softmax"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("none or sigmoid");
    }

    @Test
    void says_when_the_file_is_no_text() throws IOException {
        Path file = Files.write(directory.resolve("binary.properties"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThatThrownBy(() -> DescriptorReader.read(file))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("model descriptor " + file + " cannot be read");
    }

    @ParameterizedTest
    @MethodSource("networks")
    void understands_the_built_in_descriptors(String network) {
        Path model = directory.resolve("weights.onnx");

        ModelDescriptor descriptor = DescriptorReader.read(KnownModels.text(network), network, model);

        assertThat(descriptor.file()).isEqualTo(model);
        assertThat(descriptor.labels().size()).isGreaterThanOrEqualTo(80);
    }

    static List<String> networks() {
        return KnownModels.networks();
    }

    private ModelDescriptor read(String text) throws IOException {
        return DescriptorReader.read(Files.writeString(directory.resolve("tagging-model.properties"), text));
    }
}
