package dev.tagging.provider.moondream.vlm;

/** How a model wants to be asked. */
interface PromptFormat {

    /**
     * The embeddings of all that comes before a question: the same for every question about an image.
     *
     * @param features what the vision encoder saw, tile by tile in the order of {@link Tiles}
     */
    float[] prefix(Networks networks, Tiles tiles, float[][] features, StopSignal stop);

    /** The tokens that follow the prefix: the question, up to where the model begins to answer. */
    long[] question(String question);
}
