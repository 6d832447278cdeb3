package dev.tagging.engine;

import dev.tagging.spi.AiProviderException.Transient;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls code of others, which may never return, on threads of its own. When the time is up the caller goes on and the call is
 * interrupted. A call that does not even mind that keeps its thread and its share of the {@link Hold}, so that calls gone
 * astray take places from their pipeline but never pile up images in memory.
 */
final class GuardedCalls {

    private static final Logger log = LoggerFactory.getLogger(GuardedCalls.class);

    private final ExecutorService threads;
    private int running;
    private boolean closed;
    private @Nullable Runnable whenIdle;

    /** @param name of the threads */
    GuardedCalls(String name) {
        this.threads = Executors.newCachedThreadPool(new NamedThreads(name));
    }

    /**
     * Returns what {@code call} returns, or throws what it throws.
     *
     * @throws Transient when the time is up
     * @throws CancellationException when cancelled, or when the calling thread is interrupted, which it stays
     * @throws IllegalStateException once closed
     */
    <T> T call(String what, Duration timeout, Hold hold, Cancellation cancellation, Supplier<T> call) {
        FutureTask<T> task = new FutureTask<>(call::get);
        enter(hold);
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    exit(hold);
                }
            });
        } catch (RuntimeException | Error e) {
            exit(hold);
            throw e;
        }
        cancellation.follow(task);
        return await(task, what, timeout);
    }

    /** Calls {@code action} when no call is under way any more; calls made from now on are refused. */
    void close(Runnable action) {
        synchronized (this) {
            closed = true;
            if (running > 0) {
                whenIdle = action;
                return;
            }
        }
        finish(action);
    }

    private <T> T await(FutureTask<T> task, String what, Duration timeout) {
        try {
            return task.get(Pauses.nanos(timeout), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (TimeoutException e) {
            if (!task.cancel(true)) {
                return await(task, what, timeout);
            }
            log.warn("{} took longer than {}; its place stays taken until the call returns", what, timeout);
            throw new Transient(what + " took longer than " + timeout);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable error) {
        if (error instanceof Error serious) {
            throw serious;
        }
        return error instanceof RuntimeException exception ? exception : new IllegalStateException(error);
    }

    private synchronized void enter(Hold hold) {
        if (closed) {
            throw new IllegalStateException("this Tagging is closed");
        }
        running++;
        hold.share();
    }

    private void exit(Hold hold) {
        hold.letGo();
        Runnable action;
        synchronized (this) {
            running--;
            action = running == 0 ? whenIdle : null;
        }
        if (action != null) {
            finish(action);
        }
    }

    private void finish(Runnable action) {
        action.run();
        threads.shutdown();
    }
}
