package dev.tagging.provider.moondream.vlm;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tagging.provider.moondream.vlm.Networks.DecoderState;
import dev.tagging.provider.moondream.vlm.Networks.Step;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A decoder with keys and values of what it has read ({@code past_key_values.*} in, {@code present.*} out). What it gives out
 * goes back in as it is, in native memory.
 */
final class OrtDecoder implements AutoCloseable {

    private static final String EMBEDDINGS = "inputs_embeds";
    private static final String ATTENTION_MASK = "attention_mask";
    private static final String POSITIONS = "position_ids";
    /** Of exports that hold two graphs, for the first run and for the others (Optimum's "merged" decoders). */
    private static final String USE_CACHE = "use_cache_branch";
    /** How many positions to give logits for; without it, all of them. */
    private static final String LOGITS_TO_KEEP = "num_logits_to_keep";

    private static final String PAST = "past_key_values.";
    private static final String PRESENT = "present.";
    private static final String LOGITS = "logits";

    private final Network network;
    private final TensorInfo embeddings;
    private final List<String> past = new ArrayList<>();
    private final List<OnnxTensor> nothing = new ArrayList<>();
    private final Set<String> presentOnly = new LinkedHashSet<>();
    private final Set<String> presentAndLogits = new LinkedHashSet<>();
    private final LongBuffer ones;
    private final LongBuffer positions;

    OrtDecoder(Network network, int maxLength) {
        this.network = network;
        this.embeddings = network.input(EMBEDDINGS);
        network.input(ATTENTION_MASK);
        network.output(LOGITS);
        network.inputs().stream().filter(input -> input.startsWith(PAST)).forEach(past::add);
        for (String name : past) {
            String present = PRESENT + name.substring(PAST.length());
            network.output(present);
            presentOnly.add(present);
        }
        presentAndLogits.addAll(presentOnly);
        presentAndLogits.add(LOGITS);
        requireUsable();
        this.ones = direct(maxLength);
        this.positions = direct(maxLength);
        for (int i = 0; i < maxLength; i++) {
            ones.put(i, 1);
            positions.put(i, i);
        }
        try {
            for (String name : past) {
                nothing.add(Tensors.empty(network.input(name)));
            }
        } catch (OrtException e) {
            nothing.forEach(OnnxTensor::close);
            throw network.unusable("it cannot start from nothing: " + e.getMessage());
        }
    }

    private void requireUsable() {
        if (past.isEmpty()) {
            throw network.unusable("it has no inputs '" + PAST + "*', so it cannot go on from an image");
        }
        if (!Tensors.isFloat(embeddings.type) || hiddenSize() < 1) {
            throw network.unusable("its input '" + EMBEDDINGS + "' is " + embeddings);
        }
        Set<String> known = new HashSet<>(past);
        known.addAll(Set.of(EMBEDDINGS, ATTENTION_MASK, POSITIONS, USE_CACHE, LOGITS_TO_KEEP));
        network.requireNoOtherInputs(known);
    }

    /** Type and shape of what it reads. */
    TensorInfo embeddings() {
        return embeddings;
    }

    /** Floats of one embedding. */
    int hiddenSize() {
        long[] shape = embeddings.getShape();
        return (int) shape[shape.length - 1];
    }

    RuntimeException failed(OrtException e) {
        return network.failed(e);
    }

    /** Reads embeddings [1, n, hidden] after {@code before}. */
    State read(@Nullable State before, OnnxTensor input, StopSignal stop) {
        return run(before, input, presentOnly, stop).state();
    }

    /** Reads embeddings [1, n, hidden] after {@code before} and says what follows. */
    Step ask(@Nullable State before, OnnxTensor input, StopSignal stop) {
        Answer answer = run(before, input, presentAndLogits, stop);
        try (OnnxTensor logits = answer.logits()) {
            return new Step(answer.state(), last(network, logits));
        } catch (RuntimeException | Error e) {
            answer.state().close();
            throw e;
        }
    }

    @Override
    public void close() {
        nothing.forEach(OnnxTensor::close);
        network.close();
    }

    private Answer run(@Nullable State before, OnnxTensor input, Set<String> wanted, StopSignal stop) {
        int length = (int) input.getInfo().getShape()[1];
        int pastLength = before == null ? 0 : before.length();
        List<OnnxTensor> own = new ArrayList<>();
        try {
            Map<String, OnnxTensor> inputs = describe(pastLength, length, own);
            inputs.put(EMBEDDINGS, input);
            List<OnnxTensor> values = before == null ? nothing : before.values;
            for (int i = 0; i < values.size(); i++) {
                inputs.put(past.get(i), values.get(i));
            }
            // Not closed: its tensors are the new state.
            return answer(network.run(inputs, wanted, stop), pastLength + length);
        } catch (OrtException e) {
            throw network.failed(e);
        } finally {
            own.forEach(OnnxTensor::close);
        }
    }

    /** The inputs that tell where in the text the decoder is, as far as this export has them. */
    private Map<String, OnnxTensor> describe(int pastLength, int length, List<OnnxTensor> own) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        int total = pastLength + length;
        inputs.put(ATTENTION_MASK, Tensors.integers(slice(ones, 0, total), network.input(ATTENTION_MASK), 1, total));
        own.addAll(inputs.values());
        if (network.takes(POSITIONS)) {
            TensorInfo wanted = network.input(POSITIONS);
            add(POSITIONS, Tensors.integers(slice(positions, pastLength, total), wanted, 1, length), inputs, own);
        }
        if (network.takes(USE_CACHE)) {
            add(USE_CACHE, Tensors.truth(pastLength > 0, network.input(USE_CACHE)), inputs, own);
        }
        if (network.takes(LOGITS_TO_KEEP)) {
            add(LOGITS_TO_KEEP, Tensors.integer(1, network.input(LOGITS_TO_KEEP)), inputs, own);
        }
        return inputs;
    }

    private Answer answer(OrtSession.Result result, int length) {
        List<OnnxTensor> values = new ArrayList<>(past.size());
        for (int i = 0; i < past.size(); i++) {
            values.add((OnnxTensor) result.get(i));
        }
        State state = new State(values, length);
        return new Answer(state, result.size() > past.size() ? (OnnxTensor) result.get(past.size()) : null);
    }

    /** The logits of the last position, of [1, positions, vocabulary]. */
    private static float[] last(Network network, @Nullable OnnxTensor logits) {
        if (logits == null) {
            throw network.unusable("it gives no logits");
        }
        long[] shape = logits.getInfo().getShape();
        int vocabulary = (int) shape[shape.length - 1];
        float[] all = network.read(logits);
        if (all.length == vocabulary) {
            return all;
        }
        float[] last = new float[vocabulary];
        System.arraycopy(all, all.length - vocabulary, last, 0, vocabulary);
        return last;
    }

    private static void add(String name, OnnxTensor tensor, Map<String, OnnxTensor> inputs, List<OnnxTensor> own) {
        inputs.put(name, tensor);
        own.add(tensor);
    }

    private static LongBuffer slice(LongBuffer buffer, int from, int to) {
        return buffer.duplicate().position(from).limit(to).slice();
    }

    private static LongBuffer direct(int longs) {
        return Tensors.direct(Math.multiplyExact(longs, Long.BYTES)).asLongBuffer();
    }

    private record Answer(State state, @Nullable OnnxTensor logits) {}

    /** Keys and values of all layers. */
    static final class State implements DecoderState {

        private final List<OnnxTensor> values;
        private final int length;
        private final AtomicBoolean closed = new AtomicBoolean();

        State(List<OnnxTensor> values, int length) {
            this.values = values;
            this.length = length;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                values.forEach(OnnxTensor::close);
            }
        }
    }
}
