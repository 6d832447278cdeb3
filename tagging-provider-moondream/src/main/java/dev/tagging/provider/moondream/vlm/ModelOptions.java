package dev.tagging.provider.moondream.vlm;

import dev.tagging.provider.djl.runtime.ModelDirectory;

/**
 * Which model to load, and how. Equal options mean one and the same model in memory.
 *
 * @param threads of each network, 0 for one a physical core
 */
public record ModelOptions(ModelDirectory directory, Quantization quantization, int threads) {}
