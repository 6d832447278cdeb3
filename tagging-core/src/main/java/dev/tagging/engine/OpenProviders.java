package dev.tagging.engine;

import dev.tagging.engine.EngineSettings.Pipeline;
import dev.tagging.spi.AiProviderException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.ProviderSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers of one pipeline, made when first needed. */
final class OpenProviders {

    private static final Logger log = LoggerFactory.getLogger(OpenProviders.class);

    private final Pipeline pipeline;
    private final ProviderRegistry registry;
    private Map<String, AiTaggingProvider> open = Map.of();
    private boolean closed;

    OpenProviders(Pipeline pipeline, ProviderRegistry registry) {
        this.pipeline = pipeline;
        this.registry = registry;
    }

    /**
     * All providers by name. Either all of them are made or none.
     *
     * @throws dev.tagging.ProviderLookupException when one cannot be found
     * @throws Misconfigured when one cannot be made
     * @throws IllegalStateException once closed
     */
    synchronized Map<String, AiTaggingProvider> get() {
        if (closed) {
            throw new IllegalStateException("this Tagging is closed");
        }
        if (open.isEmpty()) {
            Map<String, AiTaggingProvider> made = new LinkedHashMap<>();
            try {
                pipeline.plan().providerNames().forEach(name -> made.put(name, make(name)));
            } catch (RuntimeException | Error e) {
                made.forEach(OpenProviders::close);
                throw e;
            }
            open = Map.copyOf(made);
        }
        return open;
    }

    synchronized void close() {
        closed = true;
        open.forEach(OpenProviders::close);
        open = Map.of();
    }

    private AiTaggingProvider make(String name) {
        AiTaggingProviderFactory factory = registry.find(name);
        try {
            return factory.create(ProviderSettings.of(name, pipeline.settingsOf(name)));
        } catch (AiProviderException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new Misconfigured(
                    "provider '" + name + "' of pipeline '" + pipeline.name() + "' cannot be made: "
                            + SafeText.message(e),
                    e);
        }
    }

    private static void close(String name, AiTaggingProvider provider) {
        try {
            provider.close();
        } catch (RuntimeException | LinkageError e) {
            log.warn("Provider '{}' failed to close; nothing else is affected", name, e);
        }
    }
}
