package dev.tagging;

/**
 * Hears what happens in this JVM, after the transaction it happened in has committed. Best effort: a crash between commit
 * and call loses the call, and inside a transaction whose commit the library cannot see (an explicitly joined one) there is
 * none; the durable truth is the job. Called in the thread that did the work; exceptions are logged and go no further.
 */
public interface TaggingListener {

    /** A pipeline has tagged an image. */
    default void onTagged(TenantId tenant, ImageId image, String pipeline) {}

    /** A job was given up. */
    default void onFailed(TenantId tenant, TaggingJob job) {}

    /** People's tags of an image changed. */
    default void onTagsChanged(TenantId tenant, ImageId image) {}

    /** This node stopped serving a pipeline, for a reason an operator must mend. */
    default void onPipelineStopped(String pipeline, String reason) {}
}
