package dev.tagging.provider.moondream.vlm;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tagging.provider.djl.runtime.OnnxRuntimes;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Greedy decoding with nothing but ONNX Runtime, for one signature: what a decode step costs at least. */
final class BareLoop implements AutoCloseable {

    private final OrtEnvironment environment = OnnxRuntimes.environment();
    private final OrtSession embedding;
    private final OrtSession decoder;
    private final List<String> past;
    private final Set<String> outputs = new LinkedHashSet<>();

    BareLoop(ModelFiles files, int threads) {
        embedding = OnnxRuntimes.openSession(files.embedding(), threads);
        decoder = OnnxRuntimes.openSession(files.decoder(), threads);
        past = decoder.getInputNames().stream()
                .filter(name -> name.startsWith("past_key_values."))
                .toList();
        outputs.add("logits");
        past.forEach(name -> outputs.add(name.replace("past_key_values", "present")));
    }

    /** Keys, values and the token that follows. */
    static final class State {
        private final OnnxTensor[] cache;
        private final int length;
        private final int token;

        State(OnnxTensor[] cache, int length, int token) {
            this.cache = cache;
            this.length = length;
            this.token = token;
        }

        void close() {
            for (OnnxTensor tensor : cache) {
                tensor.close();
            }
        }
    }

    State start(float[] embeddings, int hidden) throws OrtException {
        FloatBuffer buffer = Tensors.direct(embeddings.length * 4)
                .asFloatBuffer()
                .put(embeddings)
                .flip();
        int length = embeddings.length / hidden;
        try (OnnxTensor input = OnnxTensor.createTensor(environment, buffer, new long[] {1, length, hidden})) {
            return run(null, input, length);
        }
    }

    State step(State state) throws OrtException {
        LongBuffer token = LongBuffer.wrap(new long[] {state.token});
        try (OnnxTensor id = OnnxTensor.createTensor(environment, token, new long[] {1, 1});
                OrtSession.Result embedded = embedding.run(Map.of("input_ids", id))) {
            return run(state, (OnnxTensor) embedded.get(0), 1);
        }
    }

    @Override
    public void close() throws OrtException {
        embedding.close();
        decoder.close();
    }

    private State run(@Nullable State state, OnnxTensor input, int length) throws OrtException {
        int before = state == null ? 0 : state.length;
        long[] mask = new long[before + length];
        Arrays.fill(mask, 1);
        long[] positions = new long[length];
        Arrays.setAll(positions, i -> before + i);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try (OnnxTensor maskTensor =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), new long[] {1, mask.length});
                OnnxTensor positionTensor =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(positions), new long[] {1, length})) {
            inputs.put("inputs_embeds", input);
            inputs.put("attention_mask", maskTensor);
            inputs.put("position_ids", positionTensor);
            for (int i = 0; i < past.size(); i++) {
                inputs.put(
                        past.get(i),
                        state == null
                                ? Tensors.empty((TensorInfo) java.util.Objects.requireNonNull(
                                                decoder.getInputInfo().get(past.get(i)))
                                        .getInfo())
                                : state.cache[i]);
            }
            OrtSession.Result result = decoder.run(inputs, outputs);
            OnnxTensor[] cache = new OnnxTensor[past.size()];
            for (int i = 0; i < cache.length; i++) {
                cache[i] = (OnnxTensor) result.get(i + 1);
            }
            try (OnnxTensor logits = (OnnxTensor) result.get(0)) {
                return new State(cache, before + length, likeliest(logits.getFloatBuffer(), logits));
            }
        }
    }

    private static int likeliest(FloatBuffer all, OnnxTensor logits) {
        long[] shape = logits.getInfo().getShape();
        int vocabulary = (int) shape[2];
        int last = all.remaining() - vocabulary;
        int best = 0;
        for (int token = 1; token < vocabulary; token++) {
            if (all.get(last + token) > all.get(last + best)) {
                best = token;
            }
        }
        return best;
    }
}
