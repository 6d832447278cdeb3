package dev.tagging.engine;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Whether an answer is still wanted. Cancelling interrupts the call that is under way, and every later one at once. */
final class Cancellation {

    private @Nullable Future<?> call;
    private boolean cancelled;

    synchronized void cancel() {
        cancelled = true;
        if (call != null) {
            call.cancel(true);
        }
    }

    synchronized void follow(Future<?> newCall) {
        call = newCall;
        if (cancelled) {
            newCall.cancel(true);
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }
}
