package dev.tagging.engine;

import dev.tagging.spi.persistence.ImageStore.Owned;
import dev.tagging.spi.persistence.JobQueue.Claim;

/** A job that this node holds, and its image. */
record ImageJob(Claim claim, Owned image) {}
