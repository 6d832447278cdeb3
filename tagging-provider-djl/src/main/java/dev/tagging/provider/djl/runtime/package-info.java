/**
 * What provider modules need to run ONNX models in the host's JVM: a safe start of the engine, model files on disk and from
 * a hub, and images resized exactly as the models' authors did.
 *
 * <p>For the authors of provider modules, not for hosts: {@code tagging-provider-moondream} is built on it, others may be.
 */
@NullMarked
package dev.tagging.provider.djl.runtime;

import org.jspecify.annotations.NullMarked;
