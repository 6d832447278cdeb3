package dev.tagging.provider.moondream.vlm;

import dev.tagging.image.ImageContent;
import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.provider.moondream.vlm.ModelConfig.Architecture;
import dev.tagging.provider.moondream.vlm.Networks.Step;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A model in memory that looks at images and answers questions about them. Safe for use by several threads; each image takes
 * memory of its own while it is looked at: about 300 MB with Moondream2, a few with the smallest SmolVLM.
 */
public final class VisionLanguageModel implements AutoCloseable {

    /**
     * Images are decoded to this longest edge at most. Up to it the pixels are exactly those of the models' own preprocessing;
     * beyond it memory matters more than the last bit.
     */
    private static final int MAX_EDGE = 4096;

    private final ModelConfig config;
    private final ImagePreparation preparation;
    private final TextTokenizer tokenizer;
    private final Networks networks;
    private final PromptFormat prompt;
    private final ListWords listWords;
    private final YesNo yesNo;
    private final BufferPool buffers = new BufferPool();

    private VisionLanguageModel(
            ModelConfig config, ImagePreparation preparation, TextTokenizer tokenizer, Networks networks) {
        this.config = config;
        this.preparation = preparation;
        this.tokenizer = tokenizer;
        this.networks = networks;
        this.prompt = config.architecture() == Architecture.MOONDREAM
                ? new MoondreamPrompt(config, tokenizer)
                : new SmolVlmPrompt(config, tokenizer);
        this.listWords = ListWords.of(tokenizer.bytes(), config.endTokens());
        this.yesNo = YesNo.of(tokenizer);
    }

    /**
     * Loads a model, which takes seconds. What it is is read from its {@code config.json}.
     *
     * @throws Misconfigured naming the file that is missing or wrong, and why; nothing stays loaded then
     */
    public static VisionLanguageModel load(ModelOptions options) {
        ModelDirectory directory = options.directory();
        ModelConfig config = ModelConfig.read(directory);
        JsonFile preprocessor = JsonFile.read(directory.file("preprocessor_config.json"));
        ImagePreparation preparation = config.architecture() == Architecture.MOONDREAM
                ? new MoondreamPreparation(preprocessor)
                : new SmolVlmPreparation(preprocessor);
        ModelFiles files = ModelFiles.of(directory, options.quantization());
        TextTokenizer tokenizer = TextTokenizer.load(directory.file("tokenizer.json"));
        try {
            Networks networks = OrtNetworks.load(files, options.threads(), config.maxLength());
            try {
                return new VisionLanguageModel(config, preparation, tokenizer, networks);
            } catch (RuntimeException | Error e) {
                networks.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            tokenizer.close();
            throw e;
        }
    }

    /**
     * Looks at an image, which is what takes longest. The caller closes what it gets as soon as there are no more questions.
     *
     * @param split whether to look closer, at parts of the image too: finds smaller things, at many times the cost. Without
     *     effect on Moondream2
     * @throws dev.tagging.image.UnreadableImageException when the image cannot be decoded
     * @throws dev.tagging.spi.AiProviderException.Transient when told to stop
     */
    public LookedAtImage look(ImageContent image, boolean split, StopSignal stop) {
        return new LookedAtImage(this, networks.prefill(prefix(image, split, stop), stop), stop);
    }

    /** Frees all native memory. Nothing may be running, and everything looked at has to be closed before. */
    @Override
    public void close() {
        networks.close();
        tokenizer.close();
    }

    /**
     * What the model says by itself, as tokens, the one that ends the answer included. Nothing is cached or constrained, so
     * that the answer is that of every other implementation, token by token.
     *
     * @param maxTokens most tokens of the answer, at least 1
     */
    List<Integer> generate(ImageContent image, boolean split, String question, int maxTokens, StopSignal stop) {
        float[] prefix = prefix(image, split, stop);
        float[] asked = networks.embed(prompt.question(question), stop);
        float[] whole = new float[prefix.length + asked.length];
        System.arraycopy(prefix, 0, whole, 0, prefix.length);
        System.arraycopy(asked, 0, whole, prefix.length, asked.length);
        return generate(networks.start(whole, stop), maxTokens, stop);
    }

    /** What the model says by itself after {@code first}, which is closed. */
    List<Integer> generate(Step first, int maxTokens, StopSignal stop) {
        List<Integer> tokens = new ArrayList<>();
        Step step = first;
        try {
            while (true) {
                int token = likeliest(step.logits());
                tokens.add(token);
                if (config.endTokens().contains(token) || tokens.size() >= maxTokens) {
                    return tokens;
                }
                Step next = networks.extend(step.state(), new long[] {token}, stop);
                step.close();
                step = next;
            }
        } finally {
            step.close();
        }
    }

    ModelConfig config() {
        return config;
    }

    TextTokenizer tokenizer() {
        return tokenizer;
    }

    Networks networks() {
        return networks;
    }

    PromptFormat prompt() {
        return prompt;
    }

    ListWords listWords() {
        return listWords;
    }

    YesNo yesNo() {
        return yesNo;
    }

    /** The embeddings of all that comes before a question. */
    float[] prefix(ImageContent image, boolean split, StopSignal stop) {
        stop.check();
        Tiles tiles = preparation.prepare(image.decode(MAX_EDGE), split);
        float[][] features = new float[tiles.count()][];
        FloatBuffer buffer = buffers.take(tiles.size());
        try {
            for (int tile = 0; tile < features.length; tile++) {
                tiles.write(tile, buffer.clear().limit(tiles.size()));
                features[tile] = networks.encode(buffer.flip(), tiles.width(), tiles.height(), stop);
            }
        } finally {
            buffers.giveBack(buffer);
        }
        return prompt.prefix(networks, tiles, features, stop);
    }

    /** Of equally likely ones the first, as everywhere. */
    private static int likeliest(float[] logits) {
        int best = 0;
        for (int token = 1; token < logits.length; token++) {
            if (logits[token] > logits[best]) {
                best = token;
            }
        }
        return best;
    }
}
