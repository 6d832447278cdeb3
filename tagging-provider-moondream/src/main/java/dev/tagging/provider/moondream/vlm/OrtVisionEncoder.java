package dev.tagging.provider.moondream.vlm;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tagging.provider.djl.runtime.OnnxRuntimes;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A vision encoder. Moondream's takes [batch, 3, height, width], those of SmolVLM [batch, tiles, 3, height, width]. */
final class OrtVisionEncoder implements AutoCloseable {

    private static final String PIXELS = "pixel_values";
    /** Which pixels are part of the image and not padding; there is no padding here. */
    private static final String PIXEL_MASK = "pixel_attention_mask";

    private static final String FEATURES = "image_features";

    private final Network network;
    private final TensorInfo pixels;
    private final boolean takesSets;
    private ByteBuffer truths = Tensors.direct(0);

    OrtVisionEncoder(Network network) {
        this.network = network;
        this.pixels = network.input(PIXELS);
        network.output(FEATURES);
        network.requireNoOtherInputs(Set.of(PIXELS, PIXEL_MASK));
        int dimensions = pixels.getShape().length;
        this.takesSets = dimensions == 5;
        boolean masked = network.takes(PIXEL_MASK);
        if ((dimensions != 4 && !takesSets)
                || !Tensors.isFloat(pixels.type)
                || (masked && network.input(PIXEL_MASK).type != OnnxJavaType.BOOL)) {
            throw network.unusable("its inputs are " + pixels + (masked ? " and " + network.input(PIXEL_MASK) : ""));
        }
    }

    float[] encode(FloatBuffer tile, int width, int height, StopSignal stop) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            long[] shape = takesSets ? new long[] {1, 1, 3, height, width} : new long[] {1, 3, height, width};
            inputs.put(PIXELS, Tensors.floats(tile, pixels, shape));
            if (network.takes(PIXEL_MASK)) {
                long[] maskShape = takesSets ? new long[] {1, 1, height, width} : new long[] {1, height, width};
                ByteBuffer mask = truths(Math.multiplyExact(height, width));
                inputs.put(
                        PIXEL_MASK,
                        OnnxTensor.createTensor(OnnxRuntimes.environment(), mask, maskShape, OnnxJavaType.BOOL));
            }
            try (OrtSession.Result result = network.run(inputs, Set.of(FEATURES), stop)) {
                return network.read((OnnxTensor) result.get(0));
            }
        } catch (OrtException e) {
            throw network.failed(e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        network.close();
    }

    /** Always the same memory: all tiles of a model have one size, and nobody writes to it. */
    private synchronized ByteBuffer truths(int count) {
        if (truths.capacity() < count) {
            truths = Tensors.direct(count);
            for (int i = 0; i < count; i++) {
                truths.put(i, (byte) 1);
            }
        }
        return truths.duplicate().limit(count);
    }
}
