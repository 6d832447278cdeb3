package dev.tagging.provider.moondream.vlm;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The three networks as sessions of ONNX Runtime, used directly: DJL's own arrays cannot choose outputs or end a run. */
final class OrtNetworks implements Networks {

    private static final String TOKENS = "input_ids";
    private static final String EMBEDDINGS = "inputs_embeds";

    private final RunWatch watch;
    private final OrtVisionEncoder vision;
    private final Network embedding;
    private final OrtDecoder decoder;
    private final BufferPool buffers = new BufferPool();

    private OrtNetworks(RunWatch watch, OrtVisionEncoder vision, Network embedding, OrtDecoder decoder) {
        this.watch = watch;
        this.vision = vision;
        this.embedding = embedding;
        this.decoder = decoder;
        embedding.input(TOKENS);
        embedding.output(EMBEDDINGS);
        embedding.requireNoOtherInputs(Set.of(TOKENS));
    }

    /**
     * Loads the three files.
     *
     * @param threads of each network, 0 for one a physical core
     * @param maxLength most embeddings that the decoder may have read
     * @throws dev.tagging.spi.AiProviderException.Misconfigured naming the file that cannot be used, and why; nothing stays
     *     loaded then
     */
    static OrtNetworks load(ModelFiles files, int threads, int maxLength) {
        RunWatch watch = new RunWatch();
        List<Network> loaded = new ArrayList<>();
        try {
            for (Path file : List.of(files.vision(), files.embedding(), files.decoder())) {
                loaded.add(Network.load(file, threads, watch));
            }
            return new OrtNetworks(
                    watch,
                    new OrtVisionEncoder(loaded.get(0)),
                    loaded.get(1),
                    new OrtDecoder(loaded.get(2), maxLength));
        } catch (RuntimeException | Error e) {
            loaded.forEach(Network::close);
            watch.close();
            throw e;
        }
    }

    @Override
    public float[] encode(FloatBuffer pixels, int width, int height, StopSignal stop) {
        return vision.encode(pixels, width, height, stop);
    }

    @Override
    public float[] embed(long[] tokens, StopSignal stop) {
        try (OrtSession.Result result = runEmbedding(tokens, stop)) {
            return embedding.read((OnnxTensor) result.get(0));
        } catch (OrtException e) {
            throw embedding.failed(e);
        }
    }

    @Override
    public DecoderState prefill(float[] embeddings, StopSignal stop) {
        return feed(embeddings, input -> decoder.read(null, input, stop));
    }

    @Override
    public Step start(float[] embeddings, StopSignal stop) {
        return feed(embeddings, input -> decoder.ask(null, input, stop));
    }

    /** Hands embeddings from one session to the other without a copy, unless they mean different types. */
    @Override
    public Step extend(DecoderState past, long[] tokens, StopSignal stop) {
        OrtDecoder.State before = (OrtDecoder.State) past;
        try (OrtSession.Result result = runEmbedding(tokens, stop)) {
            OnnxTensor embeddings = (OnnxTensor) result.get(0);
            return embeddings.getInfo().type == decoder.embeddings().type
                    ? decoder.ask(before, embeddings, stop)
                    : feed(embedding.read(embeddings), input -> decoder.ask(before, input, stop));
        } catch (OrtException e) {
            throw embedding.failed(e);
        }
    }

    @Override
    public void close() {
        vision.close();
        embedding.close();
        decoder.close();
        watch.close();
    }

    private OrtSession.Result runEmbedding(long[] tokens, StopSignal stop) throws OrtException {
        try (OnnxTensor ids = Tensors.integers(LongBuffer.wrap(tokens), embedding.input(TOKENS), 1, tokens.length)) {
            return embedding.run(Map.of(TOKENS, ids), Set.of(EMBEDDINGS), stop);
        }
    }

    private <T> T feed(float[] embeddings, Function<OnnxTensor, T> reader) {
        int hidden = decoder.hiddenSize();
        FloatBuffer buffer = buffers.take(embeddings.length);
        buffer.put(embeddings).flip();
        try (OnnxTensor input = Tensors.floats(buffer, decoder.embeddings(), 1, embeddings.length / hidden, hidden)) {
            return reader.apply(input);
        } catch (OrtException e) {
            throw decoder.failed(e);
        } finally {
            buffers.giveBack(buffer);
        }
    }
}
