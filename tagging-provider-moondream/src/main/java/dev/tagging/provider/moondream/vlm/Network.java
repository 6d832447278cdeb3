package dev.tagging.provider.moondream.vlm;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tagging.provider.djl.runtime.OnnxRuntimes;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Transient;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One ONNX session and what it says about its own inputs and outputs: exports of the same model differ in names, in types and
 * in optional inputs.
 */
final class Network implements AutoCloseable {

    private final Path file;
    private final OrtSession session;
    private final RunWatch watch;
    private final Map<String, TensorInfo> inputs;
    private final Map<String, TensorInfo> outputs;

    private Network(Path file, OrtSession session, RunWatch watch) throws OrtException {
        this.file = file;
        this.session = session;
        this.watch = watch;
        this.inputs = tensors(session.getInputInfo());
        this.outputs = tensors(session.getOutputInfo());
    }

    /**
     * Loads a network.
     *
     * @param threads 0 for one a physical core
     * @throws Misconfigured naming the file and why it cannot be used
     */
    static Network load(Path file, int threads, RunWatch watch) {
        OrtSession session = OnnxRuntimes.openSession(file, threads);
        try {
            return new Network(file, session, watch);
        } catch (OrtException e) {
            close(session);
            throw new Misconfigured("model file " + file + " does not describe itself: " + e.getMessage(), e);
        }
    }

    boolean takes(String input) {
        return inputs.containsKey(input);
    }

    /** The names of all inputs, in the order of the file. */
    Set<String> inputs() {
        return inputs.keySet();
    }

    /** The names of all outputs, in the order of the file. */
    Set<String> outputs() {
        return outputs.keySet();
    }

    /**
     * Type and shape of an input.
     *
     * @throws Misconfigured when there is no such input
     */
    TensorInfo input(String name) {
        return require(inputs, name, "input");
    }

    /**
     * Type and shape of an output.
     *
     * @throws Misconfigured when there is no such output
     */
    TensorInfo output(String name) {
        return require(outputs, name, "output");
    }

    /** Refuses a file that wants to be fed something nobody here knows of. */
    void requireNoOtherInputs(Set<String> known) {
        Set<String> unknown = new TreeSet<>(inputs.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw unusable("it has the inputs " + unknown + ", of which this version knows nothing");
        }
    }

    Misconfigured unusable(String reason) {
        return new Misconfigured("model file " + file + " cannot be used: " + reason);
    }

    /** Runs the network for these outputs; the caller closes the result, or all of its values. */
    OrtSession.Result run(Map<String, ? extends OnnxTensorLike> values, Set<String> wanted, StopSignal stop)
            throws OrtException {
        return watch.run(stop, options -> session.run(values, wanted, options));
    }

    /** A run that failed for a reason of ONNX Runtime's own: mostly memory, so that it may work another time. */
    Transient failed(OrtException e) {
        return new Transient("model file " + file + " failed on this image: " + e.getMessage(), e);
    }

    /** The values of a tensor of 32 or 16 bit floats. */
    float[] read(OnnxTensor tensor) {
        OnnxJavaType type = tensor.getInfo().type;
        if (!Tensors.isFloat(type)) {
            throw unusable("it answers with " + type + " instead of floats");
        }
        FloatBuffer values = tensor.getFloatBuffer();
        if (values.hasArray()) {
            return values.array();
        }
        // What was converted from 16 bits.
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
    }

    @Override
    public void close() {
        close(session);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private TensorInfo require(Map<String, TensorInfo> tensors, String name, String what) {
        TensorInfo info = tensors.get(name);
        if (info == null) {
            throw unusable("it has no " + what + " '" + name + "' but " + tensors.keySet());
        }
        return info;
    }

    private static Map<String, TensorInfo> tensors(Map<String, NodeInfo> nodes) {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        nodes.forEach((name, node) -> {
            if (node.getInfo() instanceof TensorInfo info) {
                tensors.put(name, info);
            }
        });
        return tensors;
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("cannot free a session of ONNX Runtime", e);
        }
    }
}
