package dev.tagging.tck.provider;

import dev.tagging.provider.mock.MockProviderFactory;
import dev.tagging.spi.AiTaggingProviderFactory;
import java.util.Map;

class MockProviderContractTest extends AiTaggingProviderContract {

    @Override
    protected AiTaggingProviderFactory factory() {
        return new MockProviderFactory();
    }

    /** Work that takes no time cannot be cancelled. */
    @Override
    protected Map<String, String> settings() {
        return Map.of("delay", "PT0.01S");
    }

    @Override
    protected boolean decodesImages() {
        return false;
    }
}
