package dev.tagging.provider.moondream;

import dev.tagging.TagCategory;
import org.jspecify.annotations.Nullable;

/**
 * Something a model named.
 *
 * @param evidence how sure it seemed, in percent; null when it gave no sign of it
 * @param isVerified whether it was asked back, and the evidence counts that
 */
record Finding(String name, @Nullable TagCategory category, @Nullable Double evidence, boolean isVerified) {}
