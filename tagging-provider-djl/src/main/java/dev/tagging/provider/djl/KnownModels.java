package dev.tagging.provider.djl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files whose descriptor is built in, by the names that they are published under. A file of another content under such a name
 * is found out when its inputs and outputs do not fit.
 */
final class KnownModels {

    private record Known(String network, Pattern fileName) {}

    private static final List<Known> KNOWN = List.of(
            new Known("mobilenetv2", Pattern.compile("mobilenetv2-(7|10|12)([-_.].*)?\\.onnx")),
            new Known("places365", Pattern.compile("squeezenet_places365([-_.].*)?\\.onnx")),
            new Known("squeezenet-fp16", Pattern.compile("squeezenet1\\.0-fp16\\.onnx")),
            new Known("yolox", Pattern.compile("yolox_(nano|tiny|s|m|l|x)\\.onnx")));

    private KnownModels() {}

    /** Which network a file is by its name; empty when it is none of them. */
    static Optional<String> network(Path model) {
        String name = model.getFileName().toString();
        return KNOWN.stream()
                .filter(known -> known.fileName().matcher(name).matches())
                .map(Known::network)
                .findFirst();
    }

    /** The descriptor of a file, as if it lay beside it. */
    static Optional<ModelDescriptor> describe(Path model) {
        return network(model)
                .map(network -> DescriptorReader.read(
                        text(network),
                        "built-in descriptor " + network,
                        model.toAbsolutePath().normalize()));
    }

    /** What a descriptor says, as a properties file. */
    static String text(String network) {
        String resource = "models/" + network + ".properties";
        try (InputStream in = KnownModels.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + resource + " in the jar", e);
        }
    }

    static List<String> networks() {
        return KNOWN.stream().map(Known::network).toList();
    }
}
