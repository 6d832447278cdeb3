package dev.tagging.provider.moondream;

import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.ProviderSettings;

/**
 * Provider {@code smolvlm}: SmolVLM and SmolVLM2 in the host's JVM, or behind Ollama. The settings are those of
 * {@link MoondreamProviderFactory}, with {@code smolvlm-500m} as the default model; {@code backend} is {@code local} or
 * {@code ollama}, where {@code model} has to be named.
 */
public final class SmolVlmProviderFactory implements AiTaggingProviderFactory {

    /** For {@link java.util.ServiceLoader}. */
    public SmolVlmProviderFactory() {}

    @Override
    public String name() {
        return Family.SMOLVLM.label();
    }

    @Override
    public AiTaggingProvider create(ProviderSettings settings) {
        return VisionProviders.create(Family.SMOLVLM, settings);
    }
}
