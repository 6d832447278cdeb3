package dev.tagging.provider.djl;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.provider.djl.InputSpec.Channels;
import dev.tagging.provider.djl.InputSpec.Exact;
import dev.tagging.provider.djl.InputSpec.Fit;
import dev.tagging.provider.djl.InputSpec.Resize;
import dev.tagging.provider.djl.InputSpec.ShorterEdge;
import dev.tagging.provider.djl.InputSpec.Size;
import dev.tagging.provider.djl.ModelDescriptor.Classification;
import dev.tagging.provider.djl.ModelDescriptor.Detection;
import dev.tagging.provider.djl.ModelDescriptor.Task;
import dev.tagging.provider.djl.runtime.Resampler.Filter;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Reads a descriptor: a Java properties file in UTF-8. Keys it does not know are refused. */
final class DescriptorReader {

    private enum TaskName {
        CLASSIFICATION,
        DETECTION
    }

    private enum Classes {
        EXCLUSIVE,
        INDEPENDENT
    }

    private enum Colors {
        RGB,
        BGR
    }

    private final DescriptorProperties properties;
    private final Path directory;
    private final String defaultName;

    private DescriptorReader(DescriptorProperties properties, Path directory, String defaultName) {
        this.properties = properties;
        this.directory = directory;
        this.defaultName = defaultName;
    }

    /**
     * Reads a file.
     *
     * @throws Misconfigured naming the file, the key and what is wrong with it
     */
    static ModelDescriptor read(Path descriptor) {
        Path file = descriptor.toAbsolutePath().normalize();
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(load(reader), "model descriptor " + file, file.resolveSibling("."), Optional.empty());
        } catch (IOException | IllegalArgumentException e) {
            throw new Misconfigured("model descriptor " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads a descriptor that is built in, for a file it knows nothing of. */
    static ModelDescriptor read(String text, String origin, Path model) {
        try {
            return read(load(new StringReader(text)), origin, model.resolveSibling("."), Optional.of(model));
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot fail", e);
        }
    }

    private static ModelDescriptor read(
            Map<String, String> values, String origin, Path directory, Optional<Path> model) {
        DescriptorProperties properties = new DescriptorProperties(origin, values);
        Path file = model.orElseGet(
                () -> properties.read("file", directory::resolve).orElseThrow(() -> missing(origin)));
        DescriptorReader reader = new DescriptorReader(properties, directory.normalize(), nameOf(file));
        ModelDescriptor descriptor = reader.descriptor(file.normalize());
        properties.rejectUnknown();
        return descriptor;
    }

    private static Misconfigured missing(String origin) {
        return new Misconfigured(origin + " lacks 'file', the ONNX file with the weights");
    }

    private ModelDescriptor descriptor(Path file) {
        properties.text("file");
        LabelSet labels = labels();
        Task task = task();
        double threshold = properties.number("threshold", task instanceof Detection ? 0.25 : 0.1, 0, 1);
        return new ModelDescriptor(
                properties.text("name").orElse(defaultName),
                properties.text("version").orElse(""),
                file,
                task,
                labels,
                input(task),
                properties.text("output").orElse(null),
                properties.read("category", TagCategory::of).orElse(null),
                byTag("category", labels, properties.group("category", TagCategory::of)),
                threshold,
                properties.read("calibration", Calibration::parse).orElse(Calibration.IDENTITY),
                byTag("calibration", labels, properties.group("calibration", Calibration::parse)));
    }

    private Task task() {
        TaskName name = properties.choice("task", TaskName.class).orElse(TaskName.CLASSIFICATION);
        Activation activation =
                properties.choice("output.activation", Activation.class).orElse(Activation.NONE);
        if (name == TaskName.CLASSIFICATION) {
            Classes classes = properties
                    .choice("output.classes", Classes.class)
                    .orElse(activation == Activation.SIGMOID ? Classes.INDEPENDENT : Classes.EXCLUSIVE);
            return new Classification(activation, classes == Classes.EXCLUSIVE);
        }
        if (activation == Activation.SOFTMAX) {
            throw properties.complaint("output.activation", "none or sigmoid in a detector");
        }
        properties.required("output.layout");
        return new Detection(
                properties.choice("output.layout", BoxLayout.class).orElseThrow(),
                activation,
                properties.number("nms.overlap", 0.45, 0, 1),
                properties.flag("nms.across-classes", true));
    }

    private InputSpec input(Task task) {
        Fit fit =
                properties.choice("input.fit", Fit.class).orElse(task instanceof Detection ? Fit.LETTERBOX : Fit.CROP);
        return new InputSpec(
                properties.text("input").orElse(null),
                properties.read("input.size", DescriptorReader::size).orElse(null),
                fit,
                properties.read("input.resize", DescriptorReader::resize).orElse(null),
                properties.choice("input.filter", Filter.class).orElse(Filter.BILINEAR),
                properties.choice("input.colors", Colors.class).orElse(Colors.RGB) == Colors.BGR,
                properties.read("input.scale", DescriptorReader::fraction).orElse(1f),
                properties.read("input.mean", DescriptorReader::channels).orElse(new Channels(0, 0, 0)),
                properties.read("input.std", DescriptorReader::divisors).orElse(new Channels(1, 1, 1)),
                (int) properties.number("input.pad", 114, 0, 255));
    }

    private LabelSet labels() {
        String name = properties.required("labels");
        Optional<LabelSet> builtIn = LabelFiles.builtIn(name);
        if (builtIn.isPresent()) {
            return builtIn.get();
        }
        return properties
                .read("labels", text -> {
                    Path file = directory.resolve(text);
                    try {
                        return LabelFiles.read(file);
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(file.normalize() + " cannot be used: " + e.getMessage(), e);
                    } catch (IOException e) {
                        throw new IllegalArgumentException(
                                file.normalize() + " cannot be read (" + e
                                        + "), and no label set of that name is built in",
                                e);
                    }
                })
                .orElseThrow();
    }

    /** Keys are tags as people write them; {@code category.potted-plant} is about {@code potted plant}. */
    private <T> Map<String, T> byTag(String prefix, LabelSet labels, Map<String, T> group) {
        Map<String, T> byTag = new HashMap<>();
        group.forEach((key, value) -> {
            String tag =
                    TagName.clean(key.replace('-', ' ')).map(TagName::value).orElse(key);
            String name = labels.tagNames().contains(key) ? key : tag;
            if (!labels.tagNames().contains(name)) {
                throw properties.complaint(prefix + "." + key, "about a tag of the labels");
            }
            byTag.put(name, value);
        });
        return Map.copyOf(byTag);
    }

    private static Size size(String text) {
        int x = text.indexOf('x');
        return x < 0
                ? new Size(edge(text), edge(text))
                : new Size(edge(text.substring(0, x)), edge(text.substring(x + 1)));
    }

    private static Resize resize(String text) {
        return text.contains("x") ? new Exact(size(text)) : new ShorterEdge(edge(text));
    }

    private static int edge(String text) {
        if (!text.strip().matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException("an edge is 1 to 9999 pixels, as in 224 or 224x224");
        }
        return Integer.parseInt(text.strip());
    }

    /** {@code 0.5} or {@code 1/255}. */
    private static float fraction(String text) {
        String[] parts = text.split("/", -1);
        float value = Float.parseFloat(parts[0]);
        float divisor = parts.length == 2 ? Float.parseFloat(parts[1]) : 1;
        if (parts.length > 2 || divisor == 0 || !Float.isFinite(value / divisor)) {
            throw new IllegalArgumentException("it has to be a number or a fraction such as 1/255");
        }
        return value / divisor;
    }

    private static Channels channels(String text) {
        String[] parts = text.split(",", -1);
        return switch (parts.length) {
            case 1 -> new Channels(fraction(parts[0]), fraction(parts[0]), fraction(parts[0]));
            case 3 -> new Channels(fraction(parts[0]), fraction(parts[1]), fraction(parts[2]));
            default -> throw new IllegalArgumentException("it has to be one number, or three with commas");
        };
    }

    private static Channels divisors(String text) {
        Channels divisors = channels(text);
        if (divisors.first() == 0 || divisors.second() == 0 || divisors.third() == 0) {
            throw new IllegalArgumentException("nothing can be divided by zero");
        }
        return divisors;
    }

    private static Map<String, String> load(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }

    private static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".onnx") ? name.substring(0, name.length() - ".onnx".length()) : name;
    }
}
