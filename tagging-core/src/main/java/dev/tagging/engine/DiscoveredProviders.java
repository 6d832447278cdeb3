package dev.tagging.engine;

import dev.tagging.spi.AiTaggingProviderFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@link ServiceLoader} finds.
 *
 * @param broken why entries could not be used, one sentence each; they hide none of the others
 */
record DiscoveredProviders(List<AiTaggingProviderFactory> factories, List<String> broken) {

    private static final Logger log = LoggerFactory.getLogger(DiscoveredProviders.class);

    /** A loader that cannot even list its entries fails for ever. */
    private static final int MAX_BROKEN = 100;

    DiscoveredProviders {
        factories = List.copyOf(factories);
        broken = List.copyOf(broken);
    }

    static DiscoveredProviders on(ClassLoader classPath) {
        List<AiTaggingProviderFactory> factories = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        Iterator<AiTaggingProviderFactory> entries =
                ServiceLoader.load(AiTaggingProviderFactory.class, classPath).iterator();
        boolean more = true;
        while (more && broken.size() < MAX_BROKEN) {
            try {
                more = entries.hasNext();
                if (more) {
                    factories.add(named(entries.next()));
                }
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                broken.add(reason(e));
                log.warn("A provider on the class path cannot be loaded, the others are not affected: {}", reason(e));
                log.debug("Because of", e);
            }
        }
        return new DiscoveredProviders(factories, broken);
    }

    /** A sentence to put behind another, or nothing. */
    String brokenEntries() {
        return broken.isEmpty() ? "" : ". Not loaded, because broken: " + String.join("; ", broken);
    }

    /** A factory that cannot say its name would spoil every search. */
    private static AiTaggingProviderFactory named(AiTaggingProviderFactory factory) {
        Objects.requireNonNull(factory.name(), () -> factory.getClass().getName() + " has no name");
        return factory;
    }

    private static String reason(Throwable error) {
        Throwable cause = error.getCause();
        return SafeText.message(error) + (cause == null ? "" : " (" + cause + ")");
    }
}
