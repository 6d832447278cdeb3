/**
 * What every AI tagging provider has to do.
 *
 * <p>A provider's tests extend {@link dev.tagging.tck.provider.AiTaggingProviderContract}:
 *
 * <pre>{@code
 * class PixelsProviderContractTest extends AiTaggingProviderContract {
 *
 *     @Override
 *     protected AiTaggingProviderFactory factory() {
 *         return new PixelsProviderFactory();
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.tagging.tck.provider;

import org.jspecify.annotations.NullMarked;
