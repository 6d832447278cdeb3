package dev.tagging.spi.persistence;

/** A database, as the services see it. Thread-safe. */
public interface Persistence {

    Transactions transactions();

    ImageStore images();

    TagStore tags();

    AssertionStore assertions();

    SearchIndex search();

    JobQueue jobs();

    BackfillStore backfills();

    UsageStore usage();
}
