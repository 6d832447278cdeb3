package dev.tagging.provider.moondream.vlm;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Builds an ONNX model with random weights, node by node: every operation gives the name of its output. The same seed gives
 * the same model.
 */
final class OnnxGraph {

    /** Element types of ONNX. */
    static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;

    static final int INT64 = TensorProto.DataType.INT64_VALUE;
    static final int BOOL = TensorProto.DataType.BOOL_VALUE;
    static final int FLOAT16 = TensorProto.DataType.FLOAT16_VALUE;

    /** How the weights of linear layers are kept. */
    enum Weights {
        FP32(""),
        /** 4 bits in blocks of 32, {@code com.microsoft.MatMulNBits}. */
        Q4("_q4"),
        /** 8 bits, and the inputs rounded to 8 bits at run time. */
        Q8("_quantized");

        private final String suffix;

        Weights(String suffix) {
            this.suffix = suffix;
        }

        String suffix() {
            return suffix;
        }
    }

    private static final int BLOCK = 32;

    /** Bytes below which a constant stays in the graph, where shapes may depend on it. */
    private static final int SMALL = 1_024;

    /** Standard deviations of uniformly random 4-bit and 8-bit codes. */
    private static final double DEVIATION_OF_4_BITS = 4.61;

    private static final double DEVIATION_OF_8_BITS = 73.9;

    private final GraphProto.Builder graph;
    private final SplittableRandom random;
    private int names;

    OnnxGraph(String name, long seed) {
        this.graph = GraphProto.newBuilder().setName(name);
        this.random = new SplittableRandom(seed);
    }

    void input(String name, int type, Object... shape) {
        graph.addInput(value(name, type, shape));
    }

    void output(String name, int type, Object... shape) {
        graph.addOutput(value(name, type, shape));
    }

    /** Gives a value another name, so that it can be an output. */
    void alias(String from, String to) {
        add("Identity", "", List.of(from), List.of(to), Map.of());
    }

    String op(String type, String... inputs) {
        return op(type, Map.of(), inputs);
    }

    String op(String type, Map<String, Object> attributes, String... inputs) {
        String output = next();
        add(type, "", List.of(inputs), List.of(output), attributes);
        return output;
    }

    /** A node that is not of ONNX itself, or has several outputs. */
    void add(String type, String domain, List<String> inputs, List<String> outputs, Map<String, Object> attributes) {
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(type)
                .setDomain(domain)
                .setName(type + names++)
                .addAllInput(inputs)
                .addAllOutput(outputs);
        attributes.forEach((name, value) -> node.addAttribute(attribute(name, value)));
        graph.addNode(node);
    }

    String floats(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(FLOAT, bytes.array(), shape);
    }

    String scalar(float value) {
        return floats(new float[] {value});
    }

    String longs(long... values) {
        return longs(values, values.length);
    }

    String index(long value) {
        return longs(new long[] {value});
    }

    private String longs(long[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(INT64, bytes.array(), shape);
    }

    /** Normally distributed weights. */
    String random(double mean, double deviation, long... shape) {
        int size = 1;
        for (long length : shape) {
            size = Math.multiplyExact(size, Math.toIntExact(length));
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (mean + deviation * gaussian());
        }
        return floats(values, shape);
    }

    /** A linear layer from {@code in} to {@code out} features. */
    String linear(String x, int in, int out, boolean bias, double deviation, Weights weights) {
        String product =
                switch (weights) {
                    case FP32 -> op("MatMul", x, random(0, deviation, in, out));
                    case Q4 -> fourBits(x, in, out, deviation);
                    case Q8 -> eightBits(x, in, out, deviation);
                };
        return bias ? op("Add", product, random(0, 0.02, out)) : product;
    }

    /** Rows of a table of 8-bit numbers. */
    String eightBitTable(int rows, int columns, String indices) {
        String codes = constant(
                TensorProto.DataType.UINT8_VALUE, randomBytes(Math.multiplyExact(rows, columns)), rows, columns);
        String zero = constant(TensorProto.DataType.UINT8_VALUE, new byte[] {(byte) 128});
        String scale = floats(new float[] {(float) (1 / DEVIATION_OF_8_BITS)});
        return op("DequantizeLinear", op("Gather", codes, indices), scale, zero);
    }

    String layerNorm(String x, int size) {
        return op(
                "LayerNormalization",
                Map.of("axis", -1L, "epsilon", 1e-5f),
                x,
                random(1, 0.05, size),
                random(0, 0.02, size));
    }

    String rmsNorm(String x, int size) {
        String square = op("ReduceMean", Map.of("axes", new long[] {-1}), op("Mul", x, x));
        return op("Mul", op("Div", x, op("Sqrt", op("Add", square, scalar(1e-5f)))), random(1, 0.05, size));
    }

    String gelu(String x) {
        String cube = op("Mul", op("Mul", x, x), x);
        String inner = op("Mul", op("Add", x, op("Mul", cube, scalar(0.044715f))), scalar(0.7978846f));
        return op("Mul", op("Mul", x, scalar(0.5f)), op("Add", op("Tanh", inner), scalar(1)));
    }

    String transpose(String x, long... order) {
        return op("Transpose", Map.of("perm", order), x);
    }

    String reshape(String x, long... shape) {
        return op("Reshape", x, longs(shape));
    }

    /** Part of the last of four dimensions. */
    String sliceLast(String x, long from, long to) {
        return op("Slice", x, longs(from), longs(to), longs(3));
    }

    String concat(long axis, String... inputs) {
        return op("Concat", Map.of("axis", axis), inputs);
    }

    String cast(String x, int type) {
        return op("Cast", Map.of("to", (long) type), x);
    }

    void save(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .addOpsetImport(OperatorSetIdProto.newBuilder()
                        .setDomain("com.microsoft")
                        .setVersion(1))
                .setGraph(graph)
                .build();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            model.writeTo(out);
        }
    }

    /** Moves the weights of a file into one beside it, {@code …_data}, as large models are published: all but small ones. */
    static Path moveWeightsBeside(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + "_data");
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
        try (OutputStream out = Files.newOutputStream(beside)) {
            long offset = 0;
            for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
                byte[] weights = tensor.getRawData().toByteArray();
                if (weights.length < SMALL) {
                    continue;
                }
                out.write(weights);
                tensor.clearRawData()
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(entry("location", beside.getFileName()))
                        .addExternalData(entry("offset", offset))
                        .addExternalData(entry("length", weights.length));
                offset += weights.length;
            }
        }
        Files.write(file, model.build().toByteArray());
        return beside;
    }

    private static StringStringEntryProto.Builder entry(String key, Object value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value.toString());
    }

    static ValueInfoProto value(String name, int type, Object... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (Object length : shape) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            dimensions.addDim(
                    length instanceof String symbol
                            ? dimension.setDimParam(symbol)
                            : dimension.setDimValue(((Number) length).longValue()));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(dimensions)))
                .build();
    }

    private String fourBits(String x, int in, int out, double deviation) {
        int blocks = in / BLOCK;
        float[] scales = new float[out * blocks];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = (float) (deviation / DEVIATION_OF_4_BITS * (0.8 + 0.4 * random.nextDouble()));
        }
        String codes = constant(
                TensorProto.DataType.UINT8_VALUE,
                randomBytes(Math.multiplyExact(out, blocks * BLOCK / 2)),
                out,
                blocks,
                BLOCK / 2);
        String output = next();
        add(
                "MatMulNBits",
                "com.microsoft",
                List.of(x, codes, floats(scales, scales.length)),
                List.of(output),
                Map.of("K", (long) in, "N", (long) out, "bits", 4L, "block_size", (long) BLOCK));
        return output;
    }

    private String eightBits(String x, int in, int out, double deviation) {
        String codes = constant(TensorProto.DataType.INT8_VALUE, randomBytes(Math.multiplyExact(in, out)), in, out);
        String zero = constant(TensorProto.DataType.INT8_VALUE, new byte[1]);
        String rounded = next();
        String scale = next();
        String zeroOfInput = next();
        add("DynamicQuantizeLinear", "", List.of(x), List.of(rounded, scale, zeroOfInput), Map.of());
        String product = cast(op("MatMulInteger", rounded, codes, zeroOfInput, zero), FLOAT);
        return op("Mul", product, op("Mul", scale, scalar((float) (deviation / DEVIATION_OF_8_BITS))));
    }

    private String constant(int type, byte[] bytes, long... shape) {
        String name = next();
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
        for (long length : shape) {
            tensor.addDims(length);
        }
        graph.addInitializer(tensor.setRawData(UnsafeByteOperations.unsafeWrap(bytes)));
        return name;
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Long number) {
            return attribute
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(number)
                    .build();
        }
        if (value instanceof Float number) {
            return attribute
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF(number)
                    .build();
        }
        if (value instanceof String text) {
            return attribute
                    .setType(AttributeProto.AttributeType.STRING)
                    .setS(ByteString.copyFromUtf8(text))
                    .build();
        }
        if (value instanceof GraphProto subgraph) {
            return attribute
                    .setType(AttributeProto.AttributeType.GRAPH)
                    .setG(subgraph)
                    .build();
        }
        attribute.setType(AttributeProto.AttributeType.INTS);
        for (long number : (long[]) value) {
            attribute.addInts(number);
        }
        return attribute.build();
    }

    private byte[] randomBytes(int count) {
        ByteBuffer bytes = ByteBuffer.allocate((count + 7) / 8 * 8);
        while (bytes.hasRemaining()) {
            bytes.putLong(random.nextLong());
        }
        return java.util.Arrays.copyOf(bytes.array(), count);
    }

    /** The sum of four uniform numbers is near enough. */
    private double gaussian() {
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
        return (sum - 2) * Math.sqrt(3);
    }

    private String next() {
        return "v" + names++;
    }
}
