package dev.tagging.provider.moondream.vlm;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import dev.tagging.provider.djl.runtime.OnnxRuntimes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** Makes tensors of the type that a network asks for. */
final class Tensors {

    private Tensors() {}

    static boolean isFloat(OnnxJavaType type) {
        return type == OnnxJavaType.FLOAT || type == OnnxJavaType.FLOAT16;
    }

    /**
     * Floats, converted when the network wants 16 bits.
     *
     * @param values direct; not copied for 32 bits, so it must not change before the tensor is closed
     */
    static OnnxTensor floats(FloatBuffer values, TensorInfo wanted, long... shape) throws OrtException {
        return wanted.type == OnnxJavaType.FLOAT16
                ? OnnxTensor.createTensor(
                        environment(), Fp16Conversions.convertFloatBufferToFp16Buffer(values), shape, wanted.type)
                : OnnxTensor.createTensor(environment(), values, shape);
    }

    /** Whole numbers, of 64 bits unless the network wants 32. */
    static OnnxTensor integers(LongBuffer values, TensorInfo wanted, long... shape) throws OrtException {
        if (wanted.type != OnnxJavaType.INT32) {
            return OnnxTensor.createTensor(environment(), values, shape);
        }
        int[] narrow = new int[values.remaining()];
        Arrays.setAll(narrow, i -> Math.toIntExact(values.get(values.position() + i)));
        return OnnxTensor.createTensor(environment(), IntBuffer.wrap(narrow), shape);
    }

    /** One whole number, in whatever shape of one element the network wants: a scalar or a vector. */
    static OnnxTensor integer(long value, TensorInfo wanted) throws OrtException {
        return integers(LongBuffer.wrap(new long[] {value}), wanted, ones(wanted));
    }

    /** One truth value, in whatever shape of one element the network wants. */
    static OnnxTensor truth(boolean value, TensorInfo wanted) throws OrtException {
        ByteBuffer one = direct(1).put(0, (byte) (value ? 1 : 0));
        return OnnxTensor.createTensor(environment(), one, ones(wanted), OnnxJavaType.BOOL);
    }

    /** A tensor without elements: every dimension that is not fixed is 0, but the first, the batch, is 1. */
    static OnnxTensor empty(TensorInfo wanted) throws OrtException {
        long[] shape = wanted.getShape().clone();
        for (int i = 0; i < shape.length; i++) {
            shape[i] = i == 0 ? 1 : Math.max(shape[i], 0);
        }
        return OnnxTensor.createTensor(environment(), direct(0), shape, wanted.type);
    }

    static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    private static long[] ones(TensorInfo wanted) {
        long[] shape = new long[wanted.getShape().length];
        Arrays.fill(shape, 1);
        return shape;
    }

    private static OrtEnvironment environment() {
        return OnnxRuntimes.environment();
    }
}
