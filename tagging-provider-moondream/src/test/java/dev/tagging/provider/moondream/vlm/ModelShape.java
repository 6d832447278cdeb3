package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.moondream.vlm.ModelConfig.Architecture;
import dev.tagging.provider.moondream.vlm.OnnxGraph.Weights;

/** The dimensions of a model and how it was exported. */
record ModelShape(
        Architecture architecture,
        Text text,
        Vision vision,
        Weights visionWeights,
        Weights textWeights,
        Export export) {

    /** Of the decoder. {@code rotary} of {@code headSize} numbers tell positions. */
    record Text(
            int hidden,
            int layers,
            int heads,
            int keyHeads,
            int headSize,
            int inner,
            int rotary,
            double theta,
            int vocabulary) {}

    /** Of the vision encoder. {@code shuffle} squared patches become one token. */
    record Vision(int hidden, int layers, int heads, int inner, int image, int patch, int shuffle) {
        int grid() {
            return image / patch;
        }
    }

    /**
     * What differs between exports of the same model. {@code half} is all the rest that goes in and out: pixels, features,
     * embeddings, logits.
     */
    record Export(boolean halfCache, boolean cacheBranch, boolean logitsToKeep, boolean half) {
        static final Export PLAIN = new Export(false, false, false, false);
        static final Export HALF = new Export(true, false, true, true);

        /** The type of floats that go in and out of the networks. */
        int type() {
            return half ? OnnxGraph.FLOAT16 : OnnxGraph.FLOAT;
        }

        @Override
        public String toString() {
            return (halfCache ? "f16" : "f32") + " cache" + (cacheBranch ? ", use_cache_branch" : "")
                    + (logitsToKeep ? ", num_logits_to_keep" : "") + (half ? ", f16" : "");
        }
    }

    /** A vocabulary of 0 is replaced by that of the tokenizer. */
    static ModelShape smallMoondream() {
        return new ModelShape(
                Architecture.MOONDREAM,
                new Text(32, 2, 4, 4, 8, 64, 4, 10_000, 0),
                new Vision(32, 1, 2, 64, 56, 14, 1),
                Weights.FP32,
                Weights.FP32,
                Export.PLAIN);
    }

    /** Nothing is as many as in {@link #smallMoondream}. */
    static ModelShape otherMoondream() {
        return new ModelShape(
                Architecture.MOONDREAM,
                new Text(48, 3, 6, 6, 8, 40, 2, 5_000, 0),
                new Vision(24, 2, 3, 48, 42, 14, 1),
                Weights.FP32,
                Weights.FP32,
                Export.PLAIN);
    }

    /** Nothing is as many as in {@link #smallSmolVlm}. */
    static ModelShape otherSmolVlm() {
        return new ModelShape(
                Architecture.SMOLVLM,
                new Text(64, 3, 6, 1, 16, 48, 16, 10_000, 0),
                new Vision(24, 2, 3, 48, 48, 8, 3),
                Weights.FP32,
                Weights.FP32,
                Export.PLAIN);
    }

    static ModelShape smallSmolVlm() {
        return new ModelShape(
                Architecture.SMOLVLM,
                new Text(32, 2, 4, 2, 8, 64, 8, 100_000, 0),
                new Vision(16, 1, 2, 32, 64, 8, 2),
                Weights.FP32,
                Weights.FP32,
                Export.PLAIN);
    }

    /** The dimensions of SmolVLM-256M, with the weights of the default download. */
    static ModelShape realSmolVlm256M() {
        return new ModelShape(
                Architecture.SMOLVLM,
                new Text(576, 30, 9, 3, 64, 1_536, 64, 100_000, 49_280),
                new Vision(768, 12, 12, 3_072, 512, 16, 4),
                Weights.Q8,
                Weights.Q4,
                Export.PLAIN);
    }

    /** The dimensions of Moondream2, with the weights of the default download. */
    static ModelShape realMoondream2() {
        return new ModelShape(
                Architecture.MOONDREAM,
                new Text(2_048, 24, 32, 32, 64, 8_192, 32, 10_000, 51_200),
                new Vision(1_152, 27, 16, 4_304, 378, 14, 1),
                Weights.Q8,
                Weights.Q4,
                Export.PLAIN);
    }

    ModelShape with(Export newExport) {
        return new ModelShape(architecture, text, vision, visionWeights, textWeights, newExport);
    }

    ModelShape withTextWeights(Weights weights) {
        return new ModelShape(architecture, text, vision, visionWeights, weights, export);
    }

    ModelShape withVocabulary(int size) {
        Text t = text;
        return new ModelShape(
                architecture,
                new Text(t.hidden, t.layers, t.heads, t.keyHeads, t.headSize, t.inner, t.rotary, t.theta, size),
                vision,
                visionWeights,
                textWeights,
                export);
    }

    boolean isMoondream() {
        return architecture == Architecture.MOONDREAM;
    }

    /** Tokens that one tile becomes. */
    int tokensPerTile() {
        int side = vision.grid() / vision.shuffle();
        return side * side;
    }
}
