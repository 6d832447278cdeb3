package dev.tagging.provider.moondream.vlm;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * {@code <|im_start|>User:<image>…<end_of_utterance>\nAssistant:}, the chat template of SmolVLM, where the image is spelt out:
 * every tile is as many {@code <image>} as it has features, between markers that say where it lies (Hugging Face transformers,
 * {@code processing_smolvlm.py}). The features take the places of the embeddings of {@code <image>}.
 */
final class SmolVlmPrompt implements PromptFormat {

    private static final String IMAGE = "<image>";
    private static final String BORDER = "<fake_token_around_image>";
    private static final String WHOLE = "<global-img>";

    private final TextTokenizer tokenizer;
    private final int imageToken;

    SmolVlmPrompt(ModelConfig config, TextTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.imageToken = config.imageToken().orElseGet(() -> single(IMAGE));
        if (single(IMAGE) != imageToken) {
            throw new Misconfigured("config.json says the token of an image is " + imageToken + ", tokenizer.json says "
                    + single(IMAGE));
        }
        single(BORDER);
        single(WHOLE);
    }

    @Override
    public float[] prefix(Networks networks, Tiles tiles, float[][] features, StopSignal stop) {
        int hidden = networks.embed(new long[] {imageToken}, stop).length;
        int perTile = features[0].length / hidden;
        long[] tokens = repeatImages(tokenizer.encode(layout(tiles)), perTile);
        float[] prefix = networks.embed(tokens, stop);
        int tile = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] == imageToken) {
                System.arraycopy(features[tile], 0, prefix, i * hidden, perTile * hidden);
                tile++;
                i += perTile - 1;
            }
        }
        return prefix;
    }

    @Override
    public long[] question(String question) {
        return tokenizer.encode(question + "<end_of_utterance>\nAssistant:");
    }

    /** The text before the question, with one {@code <image>} for each tile. */
    private static String layout(Tiles tiles) {
        StringBuilder text = new StringBuilder("<|im_start|>User:");
        for (int row = 1; row <= tiles.rows(); row++) {
            for (int column = 1; column <= tiles.columns(); column++) {
                text.append(BORDER)
                        .append("<row_")
                        .append(row)
                        .append("_col_")
                        .append(column)
                        .append('>')
                        .append(IMAGE);
            }
            text.append('\n');
        }
        if (tiles.rows() > 0) {
            text.append('\n');
        }
        return text.append(BORDER).append(WHOLE).append(IMAGE).append(BORDER).toString();
    }

    private long[] repeatImages(long[] tokens, int times) {
        return Arrays.stream(tokens)
                .flatMap(token -> LongStream.generate(() -> token).limit(token == imageToken ? times : 1))
                .toArray();
    }

    private int single(String token) {
        long[] tokens = tokenizer.encode(token);
        if (tokens.length != 1) {
            throw new Misconfigured("tokenizer.json does not know " + token + ", so it is none of SmolVLM");
        }
        return (int) tokens[0];
    }
}
