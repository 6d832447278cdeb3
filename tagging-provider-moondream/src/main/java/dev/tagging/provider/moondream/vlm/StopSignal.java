package dev.tagging.provider.moondream.vlm;

import dev.tagging.spi.AiProviderException.Transient;
import org.jspecify.annotations.Nullable;

/** Tells a running analysis that nobody waits for it any more. */
@FunctionalInterface
public interface StopSignal {

    /** Never stops anything. */
    StopSignal NEVER = () -> null;

    /**
     * Why to stop, in words for a log; null to go on. Asked before every run of a network and, from another thread, while one
     * runs. Once it has given a reason it goes on giving one.
     */
    @Nullable
    String reason();

    /**
     * Does nothing while there is no reason to stop.
     *
     * @throws Transient with the reason
     */
    default void check() {
        String reason = reason();
        if (reason != null) {
            throw new Transient(reason);
        }
    }
}
