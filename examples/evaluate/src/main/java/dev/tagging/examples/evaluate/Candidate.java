package dev.tagging.examples.evaluate;

import dev.tagging.spi.AiProviderException;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.ProviderSettings;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** A provider to be compared. */
record Candidate(String name, AiTaggingProvider provider) implements AutoCloseable {

    /**
     * Makes a provider by its name.
     *
     * @throws CannotRunException when there is none of that name, or its settings make no sense
     */
    static Candidate open(String name, Options options) throws CannotRunException {
        List<AiTaggingProviderFactory> factories = ServiceLoader.load(AiTaggingProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        AiTaggingProviderFactory factory = factories.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CannotRunException("There is no provider '" + name + "', there are "
                        + factories.stream()
                                .map(AiTaggingProviderFactory::name)
                                .sorted()
                                .collect(Collectors.joining(", "))));
        try {
            return new Candidate(name, factory.create(ProviderSettings.of(name, options.settingsOf(name))));
        } catch (AiProviderException e) {
            throw new CannotRunException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        provider.close();
    }
}
