package dev.tagging.spi;

/**
 * Makes providers from settings; found by {@link java.util.ServiceLoader}. Needs a public constructor without parameters,
 * which does nothing: a jar on the class path costs nothing until its name is asked for.
 */
public interface AiTaggingProviderFactory {

    /** The name a host asks for: lower-case letters, digits and hyphens, unique on the class path. */
    String name();

    /**
     * Makes a provider. Cheap: models are loaded with the first analysis. Settings a provider does not know are refused, so
     * that a mistyped name never goes unnoticed.
     *
     * @throws AiProviderException.Misconfigured when a setting is missing, unknown or has no meaning, naming it
     */
    AiTaggingProvider create(ProviderSettings settings);
}
