/**
 * Tags from small vision-language models: Moondream and SmolVLM, in the host's JVM or over HTTP. Found with
 * {@link java.util.ServiceLoader}; hosts need no type of this package.
 */
@NullMarked
package dev.tagging.provider.moondream;

import org.jspecify.annotations.NullMarked;
