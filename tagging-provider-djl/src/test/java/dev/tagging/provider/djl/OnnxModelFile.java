package dev.tagging.provider.djl;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes small ONNX models whose answers can be told in advance. Dimensions below 1 are left open.
 */
final class OnnxModelFile {

    /** Type of all numbers in a model. */
    enum Numbers {
        FLOAT(TensorProto.DataType.FLOAT),
        HALF(TensorProto.DataType.FLOAT16),
        DOUBLE(TensorProto.DataType.DOUBLE);

        private final TensorProto.DataType type;

        Numbers(TensorProto.DataType type) {
            this.type = type;
        }
    }

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final Numbers numbers;

    private OnnxModelFile(Numbers numbers) {
        this.numbers = numbers;
    }

    /**
     * A classifier of colours: the mean of each channel times {@code weights}.
     *
     * @param weights of each channel, as the model counts them, its share in each class
     * @param outputShape such as 1, 4 or 1, 4, 1, 1
     */
    static void writeClassifier(
            Path file, Numbers numbers, long[] inputShape, float[][] weights, boolean softmax, long... outputShape)
            throws IOException {
        OnnxModelFile model = new OnnxModelFile(numbers);
        int classes = weights[0].length;
        float[] flat = new float[3 * classes];
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(weights[channel], 0, flat, channel * classes, classes);
        }
        boolean channelsLast = inputShape[3] == 3;
        model.input("pixels", inputShape);
        model.constant("weights", flat, 3, classes);
        model.node(
                "ReduceMean",
                List.of("pixels"),
                "means",
                ints("axes", channelsLast ? new long[] {1, 2} : new long[] {2, 3}),
                integer("keepdims", 0));
        model.node("MatMul", List.of("means", "weights"), "logits");
        String scores = "logits";
        if (softmax) {
            scores = "scores";
            model.node("Softmax", List.of("logits"), scores, integer("axis", 1));
        }
        model.constant("shape", outputShape);
        model.node("Reshape", List.of(scores, "shape"), "output");
        model.output("output", outputShape);
        model.write(file);
    }

    /** A detector that sees the same on every picture. */
    static void writeDetector(Path file, long[] inputShape, float[] values, long... outputShape) throws IOException {
        OnnxModelFile model = new OnnxModelFile(Numbers.FLOAT);
        model.input("images", inputShape);
        model.constant("seen", values, outputShape);
        model.constant("nothing", new float[] {0});
        model.node("ReduceMean", List.of("images"), "mean", integer("keepdims", 0));
        model.node("Mul", List.of("mean", "nothing"), "zero");
        model.node("Add", List.of("seen", "zero"), "output");
        model.output("output", outputShape);
        model.write(file);
    }

    /** A model with two inputs, of which the second is ignored, and two outputs, of which the second is three times the first. */
    static void writeWithSideDoors(Path file, float[][] weights) throws IOException {
        OnnxModelFile model = new OnnxModelFile(Numbers.FLOAT);
        int classes = weights[0].length;
        float[] flat = new float[3 * classes];
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(weights[channel], 0, flat, channel * classes, classes);
        }
        model.input("pixels", 1, 3, 4, 4);
        model.constant("weights", flat, 3, classes);
        model.constant("three", new float[] {3});
        model.node("ReduceMean", List.of("pixels"), "means", ints("axes", 2, 3), integer("keepdims", 0));
        model.node("MatMul", List.of("means", "weights"), "first");
        model.node("Mul", List.of("first", "three"), "second");
        model.output("first", 1, classes);
        model.output("second", 1, classes);
        model.write(file);
    }

    private void input(String name, long... shape) {
        graph.addInput(value(name, shape));
    }

    private void output(String name, long... shape) {
        graph.addOutput(value(name, shape));
    }

    private ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (int i = 0; i < shape.length; i++) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            dimensions.addDim(shape[i] < 1 ? dimension.setDimParam(name + i) : dimension.setDimValue(shape[i]));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(numbers.type.getNumber())
                                .setShape(dimensions)))
                .build();
    }

    private void constant(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (numbers) {
                case FLOAT -> bytes.putFloat(value);
                case HALF -> bytes.putShort(Fp16Conversions.floatToFp16(value));
                case DOUBLE -> bytes.putDouble(value);
            }
        }
        tensor(name, numbers.type, bytes.flip(), shape);
    }

    private void constant(String name, long[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        tensor(name, TensorProto.DataType.INT64, bytes.flip(), values.length);
    }

    private void tensor(String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
    }

    private void node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
    }

    private void write(Path file) throws IOException {
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
                .setGraph(graph)
                .build();
        Files.write(file, model.toByteArray());
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }
}
