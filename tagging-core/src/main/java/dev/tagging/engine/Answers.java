package dev.tagging.engine;

import java.util.List;

/** What a pipeline says of one image, or why it could not. */
@FunctionalInterface
interface Answers {

    /** @throws dev.tagging.spi.AiProviderException when the image could not be analysed */
    List<Answer> orThrow();
}
