package dev.tagging.provider.pixels;

import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.tck.provider.AiTaggingProviderContract;

class PixelsProviderContractTest extends AiTaggingProviderContract {

    @Override
    protected AiTaggingProviderFactory factory() {
        return new PixelsProviderFactory();
    }
}
