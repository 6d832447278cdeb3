package dev.tagging.engine;

import dev.tagging.ImageId;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingListener;
import dev.tagging.TenantId;
import dev.tagging.spi.persistence.Transactions;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners, after the present transaction has committed. */
final class Events {

    private static final Logger log = LoggerFactory.getLogger(Events.class);

    private final Transactions transactions;
    private final List<TaggingListener> listeners;

    Events(Transactions transactions, List<TaggingListener> listeners) {
        this.transactions = transactions;
        this.listeners = listeners;
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    void tagged(TenantId tenant, ImageId image, String pipeline) {
        afterCommit(listener -> listener.onTagged(tenant, image, pipeline));
    }

    void failed(TenantId tenant, TaggingJob job) {
        afterCommit(listener -> listener.onFailed(tenant, job));
    }

    void tagsChanged(TenantId tenant, ImageId image) {
        afterCommit(listener -> listener.onTagsChanged(tenant, image));
    }

    /** Tells at once: no transaction belongs to it. */
    void pipelineStopped(String pipeline, String reason) {
        tell(listener -> listener.onPipelineStopped(pipeline, reason));
    }

    private void afterCommit(Consumer<TaggingListener> event) {
        if (hasListeners()) {
            transactions.afterCommit(() -> tell(event));
        }
    }

    /** Whatever a listener throws, what it hears of has happened. */
    private void tell(Consumer<TaggingListener> event) {
        for (TaggingListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable e) {
                log.warn(
                        "Listener {} failed; nothing else is affected",
                        listener.getClass().getName(),
                        e);
            }
        }
    }
}
