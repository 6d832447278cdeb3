package dev.tagging.provider.djl;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import dev.tagging.provider.djl.InputSpec.Size;
import dev.tagging.provider.djl.LabelSet.TagScore;
import dev.tagging.provider.djl.ModelDescriptor.Classification;
import dev.tagging.provider.djl.runtime.OnnxRuntimes;
import dev.tagging.provider.djl.runtime.RgbImage;
import dev.tagging.provider.djl.runtime.SharedSession;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Transient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A model in memory. ONNX Runtime's own API instead of DJL's {@code Model}: that one tells neither the types nor the shapes of
 * inputs, which decide here what a model is fed. May be used by several threads at once.
 */
final class ImageModel implements AutoCloseable {

    private final ModelDescriptor descriptor;
    private final SharedSession shared;
    private final String inputName;
    private final String outputName;
    private final boolean halfPrecision;
    private final long[] inputShape;
    private final Preprocessing preprocessing;
    private final Scoring scoring;

    /** Buffers outside the heap, which are slow to make: as many as threads have been here at once. */
    private final Queue<ByteBuffer> buffers = new ConcurrentLinkedQueue<>();

    private ImageModel(ModelDescriptor descriptor, SharedSession shared) throws OrtException {
        this.descriptor = descriptor;
        this.shared = shared;
        OrtSession session = shared.session();
        inputName = choose(
                "input",
                descriptor.input().name(),
                session.getInputNames().stream().toList());
        outputName = choose(
                "output", descriptor.output(), session.getOutputNames().stream().toList());
        TensorInfo input = tensor("input", inputName, session.getInputInfo());
        halfPrecision = switch (input.type) {
            case FLOAT -> false;
            case FLOAT16 -> true;
            default ->
                throw refused(
                        "input '" + inputName + "' takes " + input.type + ", only FLOAT and FLOAT16 are supported");
        };
        long[] shape = input.getShape();
        if (shape.length != 4) {
            throw refused("input '" + inputName + "' is " + Arrays.toString(shape) + ", not a batch of pictures");
        }
        boolean channelsLast = shape[3] == 3 && shape[1] != 3;
        Size size = size(shape, channelsLast);
        inputShape = channelsLast
                ? new long[] {1, size.height(), size.width(), 3}
                : new long[] {1, 3, size.height(), size.width()};
        preprocessing = new Preprocessing(descriptor.input(), size, channelsLast);
        scoring = descriptor.task() instanceof Classification classification
                ? new Classifier(classification, descriptor.labels(), descriptor.threshold())
                : new Detector(
                        (ModelDescriptor.Detection) descriptor.task(),
                        descriptor.labels(),
                        descriptor.threshold(),
                        size);
        requireScores(tensor("output", outputName, session.getOutputInfo()).getShape());
    }

    /**
     * Loads a model.
     *
     * @throws Misconfigured when it cannot be loaded or is not what its descriptor says, naming both
     */
    static ImageModel load(ModelDescriptor descriptor, int threads) {
        SharedSession session = SharedSession.open(descriptor.file(), threads);
        try {
            return new ImageModel(descriptor, session);
        } catch (OrtException e) {
            session.close();
            throw new Misconfigured("model " + descriptor.file() + " cannot be used: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    ModelDescriptor descriptor() {
        return descriptor;
    }

    Preprocessing preprocessing() {
        return preprocessing;
    }

    /** The tags with their raw scores, in no order. */
    List<TagScore> score(RgbImage picture) {
        ByteBuffer buffer = buffers.poll();
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(Float.BYTES
                            * 3
                            * preprocessing.size().width()
                            * preprocessing.size().height())
                    .order(ByteOrder.nativeOrder());
        }
        try (OnnxTensor input = tensor(picture, buffer);
                OrtSession.Result result = shared.session().run(Map.of(inputName, input), Set.of(outputName))) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            FloatBuffer numbers = output.getFloatBuffer();
            float[] values = new float[numbers.remaining()];
            numbers.get(values);
            return scoring.score(values, output.getInfo().getShape());
        } catch (OrtException | IllegalArgumentException e) {
            throw new Transient("model " + descriptor.file() + " failed: " + e.getMessage(), e);
        } finally {
            buffers.add(buffer);
        }
    }

    @Override
    public void close() {
        buffers.clear();
        shared.close();
    }

    private OnnxTensor tensor(RgbImage picture, ByteBuffer buffer) throws OrtException {
        FloatBuffer floats = buffer.clear().asFloatBuffer();
        preprocessing.write(picture, floats);
        if (!halfPrecision) {
            return OnnxTensor.createTensor(OnnxRuntimes.environment(), floats, inputShape);
        }
        // Half as wide, so that no number is overwritten before it has been read.
        ShortBuffer halves = buffer.clear().asShortBuffer();
        int count = floats.remaining();
        for (int i = 0; i < count; i++) {
            halves.put(i, Fp16Conversions.floatToFp16(floats.get(i)));
        }
        halves.limit(count);
        return OnnxTensor.createTensor(OnnxRuntimes.environment(), halves, inputShape, OnnxJavaType.FLOAT16);
    }

    private Size size(long[] shape, boolean channelsLast) {
        int height = (int) shape[channelsLast ? 1 : 2];
        int width = (int) shape[channelsLast ? 2 : 3];
        Size wanted = descriptor.input().size();
        if (wanted == null) {
            if (width < 1 || height < 1) {
                throw refused("input '" + inputName + "' takes any size: say 'input.size' in the descriptor");
            }
            return new Size(width, height);
        }
        if ((width > 0 && width != wanted.width()) || (height > 0 && height != wanted.height())) {
            throw refused(
                    "input '" + inputName + "' takes " + new Size(width, height) + ", the descriptor says " + wanted);
        }
        return wanted;
    }

    private void requireScores(long[] shape) {
        if (Arrays.stream(shape).allMatch(dimension -> dimension > 0)) {
            try {
                scoring.requireShape(shape);
            } catch (IllegalArgumentException e) {
                throw refused("output '" + outputName + "' is " + Arrays.toString(shape) + ", but " + e.getMessage());
            }
        }
    }

    private String choose(String what, @Nullable String wanted, List<String> names) {
        if (wanted == null) {
            if (names.size() > 1 && what.equals("input")) {
                throw refused("it has the inputs " + names + ": say 'input' in the descriptor");
            }
            return names.get(0);
        }
        if (!names.contains(wanted)) {
            throw refused("it has no " + what + " '" + wanted + "', it has " + names);
        }
        return wanted;
    }

    private TensorInfo tensor(String what, String name, Map<String, NodeInfo> nodes) {
        NodeInfo node = nodes.get(name);
        if (node != null && node.getInfo() instanceof TensorInfo info) {
            return info;
        }
        throw refused(what + " '" + name + "' is no tensor");
    }

    private Misconfigured refused(String reason) {
        return new Misconfigured("model " + descriptor.file() + " does not fit its descriptor: " + reason);
    }
}
