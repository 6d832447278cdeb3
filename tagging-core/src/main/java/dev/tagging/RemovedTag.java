package dev.tagging;

import java.time.Instant;

/** A tag that a person took off an image. */
public record RemovedTag(TagName name, UserId removedBy, Instant removedAt) {}
