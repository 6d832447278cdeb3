package dev.tagging;

import org.jspecify.annotations.Nullable;

/**
 * A tag of a tenant's vocabulary.
 *
 * @param category null when unknown
 * @param usageCount on how many images people see it now; 0 for a tag that was created and never used, or used and removed
 */
public record Tag(TagName name, @Nullable TagCategory category, long usageCount) {}
