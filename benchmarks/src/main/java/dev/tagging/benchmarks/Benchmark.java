package dev.tagging.benchmarks;

import dev.tagging.benchmarks.data.ImageCollection;

/** Something to measure. */
@FunctionalInterface
interface Benchmark {

    /** Measures, prints, and leaves the collection as it was. */
    void run(Server server, ImageCollection collection) throws Exception;
}
