/**
 * Vision-language models in the host's JVM: Moondream2 and the SmolVLM family, exported to ONNX as a vision encoder, a table
 * of token embeddings and a decoder with a cache of keys and values. Knows images, questions and answers, but nothing of tags.
 *
 * <p>For {@code tagging-provider-moondream} only; it may change with every release.
 */
@NullMarked
package dev.tagging.provider.moondream.vlm;

import org.jspecify.annotations.NullMarked;
