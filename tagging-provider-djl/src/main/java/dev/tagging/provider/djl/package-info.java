/**
 * Provider {@code djl}: image classifiers and object detectors in ONNX, each described by a small file, in the host's JVM.
 */
@NullMarked
package dev.tagging.provider.djl;

import org.jspecify.annotations.NullMarked;
