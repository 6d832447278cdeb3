package dev.tagging.engine;

import dev.tagging.ProviderLookupException;
import dev.tagging.spi.AiTaggingProviderFactory;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds factories of providers by name: those handed to the builder first, then those on the class path, which is searched
 * when a name is first asked for.
 */
final class ProviderRegistry {

    private final List<AiTaggingProviderFactory> explicit;
    private final ClassLoader classPath;
    private @Nullable DiscoveredProviders discovered;

    ProviderRegistry(List<AiTaggingProviderFactory> explicit, ClassLoader classPath) {
        this.explicit = explicit;
        this.classPath = classPath;
    }

    /** @throws ProviderLookupException when there is none of that name, or more than one; the message names the fix */
    AiTaggingProviderFactory find(String name) {
        List<AiTaggingProviderFactory> handed = named(name, explicit);
        if (handed.size() == 1) {
            return handed.get(0);
        } else if (handed.size() > 1) {
            throw new ProviderLookupException(LookupMessages.twice(name, handed));
        }
        DiscoveredProviders onClassPath = discovered();
        List<AiTaggingProviderFactory> found = named(name, onClassPath.factories());
        if (found.size() == 1) {
            return found.get(0);
        } else if (found.size() > 1) {
            throw new ProviderLookupException(LookupMessages.twice(name, found));
        }
        List<String> names = Stream.concat(explicit.stream(), onClassPath.factories().stream())
                .map(AiTaggingProviderFactory::name)
                .distinct()
                .sorted()
                .toList();
        throw new ProviderLookupException(LookupMessages.notFound(name, names) + onClassPath.brokenEntries());
    }

    private synchronized DiscoveredProviders discovered() {
        if (discovered == null) {
            discovered = DiscoveredProviders.on(classPath);
        }
        return discovered;
    }

    private static List<AiTaggingProviderFactory> named(String name, List<AiTaggingProviderFactory> factories) {
        return factories.stream().filter(factory -> factory.name().equals(name)).toList();
    }
}
