package dev.tagging.provider.djl;

import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the descriptors that a setting means: files and directories, separated by commas. Of a directory these are
 * {@value #NAME} and {@code *.}{@value #NAME} in it and in the directories right below; where there is none, the files that
 * {@link KnownModels} knows.
 */
final class DescriptorFinder {

    static final String NAME = "tagging-model.properties";

    private static final Logger log = LoggerFactory.getLogger(DescriptorFinder.class);

    private DescriptorFinder() {}

    /**
     * At least one descriptor, in the order of the setting, within a directory by path.
     *
     * @throws Misconfigured when a place is missing or holds none, naming it and what is expected there
     */
    static List<ModelDescriptor> find(String setting) {
        List<ModelDescriptor> found = new ArrayList<>();
        for (String place : setting.split(",")) {
            if (!place.isBlank()) {
                found.addAll(in(ModelDirectory.pathOf(place)));
            }
        }
        if (found.isEmpty()) {
            throw new Misconfigured("'" + setting + "' names no model");
        }
        Map<String, ModelDescriptor> byId = new LinkedHashMap<>();
        for (ModelDescriptor descriptor : found) {
            ModelDescriptor same = byId.putIfAbsent(descriptor.id(), descriptor);
            if (same != null) {
                throw new Misconfigured("two models are called '" + descriptor.id() + "': " + same.file() + " and "
                        + descriptor.file() + "; give one another 'name' in its descriptor");
            }
        }
        return List.copyOf(found);
    }

    private static List<ModelDescriptor> in(Path place) {
        if (Files.isRegularFile(place)) {
            return List.of(single(place));
        }
        Path directory = new ModelDirectory(place).path();
        List<Path> descriptors = descriptorsIn(directory);
        return descriptors.isEmpty()
                ? knownIn(directory)
                : descriptors.stream().map(DescriptorReader::read).toList();
    }

    private static ModelDescriptor single(Path file) {
        if (!file.toString().endsWith(".onnx")) {
            return DescriptorReader.read(file);
        }
        return KnownModels.describe(file)
                .orElseThrow(() -> new Misconfigured("model " + file
                        + " is not one of those known by name: describe it in a " + NAME + " and name that"));
    }

    private static List<Path> descriptorsIn(Path directory) {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(file -> file.getFileName().toString().equals(NAME)
                            || file.getFileName().toString().endsWith("." + NAME))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Misconfigured("model directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Of several files of the same network the smallest, which is the quickest to load; the others say what they are. */
    private static List<ModelDescriptor> knownIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            Map<String, ModelDescriptor> byNetwork = new LinkedHashMap<>();
            List<Path> models = files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted(Comparator.comparingLong(DescriptorFinder::size).thenComparing(Comparator.naturalOrder()))
                    .toList();
            for (Path model : models) {
                KnownModels.describe(model)
                        .ifPresentOrElse(
                                descriptor -> {
                                    ModelDescriptor other = byNetwork.putIfAbsent(
                                            KnownModels.network(model).orElseThrow(), descriptor);
                                    if (other != null) {
                                        log.info("Left out {}: the same network as {}", model, other.file());
                                    }
                                },
                                () -> log.info("Left out {}: it needs a {}", model, NAME));
            }
            if (byNetwork.isEmpty()) {
                throw new Misconfigured("model directory " + directory + " holds no " + NAME + ", and "
                        + (models.isEmpty()
                                ? "no ONNX file either"
                                : "none of " + models.size() + " ONNX files is known by name"));
            }
            return byNetwork.values().stream()
                    .sorted(Comparator.comparing(ModelDescriptor::file))
                    .toList();
        } catch (IOException e) {
            throw new Misconfigured("model directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
