package dev.tagging;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How {@link ImageCatalog#registerAll} works through a large collection.
 *
 * @param batchSize images a transaction, 1 to 10,000; after a failure everything up to the last full batch stays
 * @param pipelines which pipelines are to tag the new images; empty for all, an empty set for none
 * @param progress told after every batch, in the importing thread
 */
public record ImportOptions(int batchSize, Optional<Set<String>> pipelines, Consumer<ImportReport> progress) {

    public ImportOptions {
        if (batchSize < 1 || batchSize > 10_000) {
            throw new IllegalArgumentException("batchSize is 1 to 10,000, not " + batchSize);
        }
    }

    /** Batches of 1,000, tagged by all pipelines with the priority of a backfill. */
    public static ImportOptions defaults() {
        return new ImportOptions(1_000, Optional.empty(), report -> {});
    }

    /** The same without any AI job: the images can be tagged by hand and searched at once. */
    public ImportOptions withoutTagging() {
        return new ImportOptions(batchSize, Optional.of(Set.of()), progress);
    }

    public ImportOptions withBatchSize(int newBatchSize) {
        return new ImportOptions(newBatchSize, pipelines, progress);
    }

    public ImportOptions withProgress(Consumer<ImportReport> newProgress) {
        return new ImportOptions(batchSize, pipelines, newProgress);
    }
}
