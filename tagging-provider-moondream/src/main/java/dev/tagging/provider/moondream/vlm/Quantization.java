package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of a model's files to use: exports come in several precisions, told apart by a suffix of the file's name. Written as
 * one precision for all networks ({@code q4}), or one each ({@code vision=q8,embedding=q8,decoder=q4}); what is not said is
 * chosen.
 */
public final class Quantization {

    /** Chosen from what the directory holds, in an order that the networks decide. */
    public static final Quantization AUTOMATIC = new Quantization(Map.of());

    private final Map<Part, Precision> wanted;

    private Quantization(Map<Part, Precision> wanted) {
        this.wanted = wanted;
    }

    /**
     * Reads the text of a setting; {@code auto} is {@link #AUTOMATIC}.
     *
     * @throws Misconfigured saying what may be written
     */
    public static Quantization of(String text) {
        String value = text.strip().toLowerCase(Locale.ROOT);
        if (value.equals("auto")) {
            return AUTOMATIC;
        }
        Map<Part, Precision> wanted = new EnumMap<>(Part.class);
        if (!value.contains("=")) {
            Precision precision = Precision.of(value);
            Stream.of(Part.values()).forEach(part -> wanted.put(part, precision));
            return new Quantization(wanted);
        }
        for (String entry : value.split(",")) {
            String[] sides = entry.split("=", 2);
            if (sides.length != 2) {
                throw new Misconfigured("quantization '" + text + "' has a part without '='");
            }
            wanted.put(Part.of(sides[0].strip()), Precision.of(sides[1].strip()));
        }
        return new Quantization(wanted);
    }

    /**
     * The file of a network in a directory, where it lies in {@code onnx}, as on the hub, or directly.
     *
     * @throws Misconfigured when there is none, naming what is there instead
     */
    Path file(ModelDirectory directory, Part part) {
        Precision precision = wanted.get(part);
        if (precision != null) {
            String name = part.fileName(precision);
            return directory.file(directory.find(name).isPresent() ? name : "onnx/" + name);
        }
        return part.preferred().stream()
                .map(part::fileName)
                .flatMap(name -> directory.find("onnx/" + name, name).stream())
                .findFirst()
                .map(path -> directory.file(directory.path().relativize(path).toString()))
                .orElseGet(() -> directory.file("onnx/" + part.fileName(Precision.FP32)));
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return wanted.isEmpty()
                ? "auto"
                : wanted.entrySet().stream()
                        .map(entry ->
                                entry.getKey().label() + "=" + entry.getValue().label())
                        .collect(Collectors.joining(","));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantization that && wanted.equals(that.wanted);
    }

    @Override
    public int hashCode() {
        return wanted.hashCode();
    }

    /** The networks of a model. */
    enum Part {
        VISION("vision_encoder"),
        EMBEDDING("embed_tokens"),
        DECODER("decoder_model_merged");

        private final String file;

        Part(String file) {
            this.file = file;
        }

        /**
         * Best first. A vision encoder loses little with 8 bits. A decoder is fastest and smallest with 4 bits of weights; 8
         * bits come after 32 there, since they also round what flows through the network, by a scale that depends on how much
         * is read at once.
         */
        List<Precision> preferred() {
            return switch (this) {
                case VISION ->
                    List.of(
                            Precision.Q8,
                            Precision.FP32,
                            Precision.UINT8,
                            Precision.INT8,
                            Precision.Q4,
                            Precision.FP16,
                            Precision.Q4F16,
                            Precision.BNB4);
                case EMBEDDING ->
                    List.of(
                            Precision.Q8,
                            Precision.FP32,
                            Precision.UINT8,
                            Precision.INT8,
                            Precision.FP16,
                            Precision.Q4,
                            Precision.Q4F16,
                            Precision.BNB4);
                case DECODER ->
                    List.of(
                            Precision.Q4,
                            Precision.FP32,
                            Precision.Q8,
                            Precision.UINT8,
                            Precision.INT8,
                            Precision.Q4F16,
                            Precision.BNB4,
                            Precision.FP16);
            };
        }

        static Part of(String label) {
            return Stream.of(values())
                    .filter(part -> part.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new Misconfigured(
                            "quantization knows no network '" + label + "', only vision, embedding and decoder"));
        }

        String fileName(Precision precision) {
            return file + precision.suffix + ".onnx";
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Precisions and suffixes as transformers.js and Optimum name them. */
    enum Precision {
        FP32(""),
        FP16("_fp16"),
        Q8("_quantized"),
        INT8("_int8"),
        UINT8("_uint8"),
        Q4("_q4"),
        Q4F16("_q4f16"),
        BNB4("_bnb4");

        private final String suffix;

        Precision(String suffix) {
            this.suffix = suffix;
        }

        static Precision of(String label) {
            return find(label)
                    .orElseThrow(() -> new Misconfigured("quantization '" + label + "' is unknown, it is one of auto, "
                            + Stream.of(values()).map(Precision::label).collect(Collectors.joining(", "))));
        }

        private static Optional<Precision> find(String label) {
            return Stream.of(values())
                    .filter(precision -> precision.label().equals(label))
                    .findFirst();
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
