package dev.tagging.provider.moondream;

import dev.tagging.image.ImageContent;
import dev.tagging.spi.AnalysisContext;

/** Where a model runs. Safe for use by several threads. */
interface Backend extends AutoCloseable {

    /**
     * Has the model look at an image.
     *
     * @param limit checked often
     * @throws dev.tagging.image.UnreadableImageException when the image cannot be decoded
     * @throws dev.tagging.spi.AiProviderException saying by its type what to do
     */
    Answer analyze(ImageContent image, AnalysisContext context, TimeLimit limit);

    /** Frees what is held. Nothing is running any more. */
    @Override
    void close();
}
