/**
 * What an AI tagging provider implements. A provider is a jar with an
 * {@link dev.tagging.spi.AiTaggingProviderFactory} listed in {@code META-INF/services}; it knows nothing of storage, bands
 * or people.
 */
@NullMarked
package dev.tagging.spi;

import org.jspecify.annotations.NullMarked;
