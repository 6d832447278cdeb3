package dev.tagging.provider.moondream.vlm;

import java.nio.FloatBuffer;

/**
 * The three networks of a model. Safe for use by several threads; every method may take seconds and stops with an
 * {@link dev.tagging.spi.AiProviderException.Transient} when told to.
 */
interface Networks extends AutoCloseable {

    /**
     * What the vision encoder sees on one tile.
     *
     * @param pixels three planes of {@code height * width} values; read from the position on, which stays
     * @return the features, one embedding after the other
     */
    float[] encode(FloatBuffer pixels, int width, int height, StopSignal stop);

    /** The embeddings of tokens, one after the other. */
    float[] embed(long[] tokens, StopSignal stop);

    /** Has the decoder read embeddings from the beginning, and asks it nothing yet. */
    DecoderState prefill(float[] embeddings, StopSignal stop);

    /** Has the decoder read embeddings from the beginning, and asks what follows. */
    Step start(float[] embeddings, StopSignal stop);

    /** Has the decoder read on, and asks what follows. {@code past} stays as it is and can be read on from again. */
    Step extend(DecoderState past, long[] tokens, StopSignal stop);

    /** Frees everything but the states, which are closed by who holds them. */
    @Override
    void close();

    /** Everything the decoder has read so far, in native memory. Immutable. */
    interface DecoderState extends AutoCloseable {

        /** How many embeddings were read. */
        int length();

        /** Frees the memory; closing again does nothing. */
        @Override
        void close();
    }

    /** What the decoder says after reading. */
    final class Step implements AutoCloseable {

        private final DecoderState state;
        private final float[] logits;

        Step(DecoderState state, float[] logits) {
            this.state = state;
            this.logits = logits;
        }

        /** What it has read so far. */
        DecoderState state() {
            return state;
        }

        /** One for each token of the vocabulary: how likely it is to follow. Not copied. */
        float[] logits() {
            return logits;
        }

        /** Closes the state. */
        @Override
        public void close() {
            state.close();
        }
    }
}
