package dev.tagging.provider.moondream.vlm;

/**
 * {@code <image>\n\nQuestion: …\n\nAnswer:} as Moondream2 of April 2024 was trained on: the first token, the features of the
 * only tile, the text. There is no token for the image.
 */
final class MoondreamPrompt implements PromptFormat {

    private final TextTokenizer tokenizer;
    private final long[] start;

    MoondreamPrompt(ModelConfig config, TextTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.start = new long[] {config.firstToken()};
    }

    @Override
    public float[] prefix(Networks networks, Tiles tiles, float[][] features, StopSignal stop) {
        float[] first = networks.embed(start, stop);
        float[] prefix = new float[first.length + features[0].length];
        System.arraycopy(first, 0, prefix, 0, first.length);
        System.arraycopy(features[0], 0, prefix, first.length, features[0].length);
        return prefix;
    }

    @Override
    public long[] question(String question) {
        return tokenizer.encode("\n\nQuestion: " + question + "\n\nAnswer:");
    }
}
