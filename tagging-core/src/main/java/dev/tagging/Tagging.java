package dev.tagging;

import java.time.Duration;

/**
 * The library, as one object. Its own services are those of {@link TenantId#DEFAULT}. One instance a process is the rule;
 * any number of processes may share a database.
 */
public interface Tagging extends TaggingServices, AutoCloseable {

    /** Starts describing an instance. */
    static TaggingBuilder builder() {
        return new TaggingBuilder();
    }

    /** The same services for one tenant, who sees nothing of the others'. The tenant comes into being with its first use. */
    TaggingServices tenant(TenantId tenant);

    /**
     * Starts the maintenance of the database and workers for the pipelines this node serves. A second call does nothing.
     *
     * @throws UnknownPipelineException when {@link WorkerOptions#pipelines()} names one this instance was not built with
     * @throws ProviderLookupException when a provider of a served pipeline cannot be found
     * @throws dev.tagging.spi.AiProviderException.Misconfigured when one cannot be made from its settings
     * @throws IllegalStateException after {@link #close()}
     */
    void start();

    /** The state of the queue, over all tenants and nodes. */
    QueueStats stats();

    /**
     * Waits until running backfills are fed and no job of this instance's pipelines is waiting or under way, then folds all
     * counts. Meant for tests and command line programs; needs workers somewhere.
     *
     * @return false when the time was up before, or the thread is interrupted, which it stays
     */
    boolean drain(Duration atMost);

    /**
     * Stops workers and maintenance, gives unfinished jobs back to the queue at once, and closes the providers. Waits for
     * work under way to notice, up to ten seconds. A second call does nothing.
     */
    @Override
    void close();
}
