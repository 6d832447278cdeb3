package dev.tagging.provider.moondream;

import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.provider.moondream.vlm.ModelOptions;
import dev.tagging.provider.moondream.vlm.SharedModel;
import dev.tagging.provider.moondream.vlm.StopSignal;
import dev.tagging.provider.moondream.vlm.VisionLanguageModel;
import dev.tagging.spi.AiProviderException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Transient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The model of a provider, brought and loaded when the first image comes. Both may take longer than any image may wait, so
 * they happen in a thread of their own, and go on when nobody waits: images that give up are asked to come back later, which
 * costs them no attempt.
 */
final class LocalModel implements AutoCloseable {

    private static final Duration COME_BACK = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;

    private final Function<BooleanSupplier, ModelDirectory> source;
    private final Function<ModelDirectory, ModelOptions> options;

    private @Nullable Thread loader;
    private @Nullable CompletableFuture<SharedModel> loading;
    private volatile boolean closed;

    /**
     * @param source where the files are, or are brought to; is told whether to give up
     * @param options how to load them
     */
    LocalModel(Function<BooleanSupplier, ModelDirectory> source, Function<ModelDirectory, ModelOptions> options) {
        this.source = source;
        this.options = options;
    }

    /**
     * The model, once it is there. After a failure the next call tries again.
     *
     * @throws RateLimited when told to stop before
     * @throws AiProviderException why it cannot be had
     */
    VisionLanguageModel await(StopSignal stop) {
        CompletableFuture<SharedModel> future = load();
        while (true) {
            try {
                return future.get(POLL_MILLIS, TimeUnit.MILLISECONDS).get();
            } catch (TimeoutException e) {
                if (stop.reason() != null) {
                    throw new RateLimited("the model is still being downloaded or loaded", COME_BACK, e);
                }
            } catch (ExecutionException e) {
                throw asProviderError(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Transient("interrupted while the model was being loaded", e);
            }
        }
    }

    /** Gives the model up; a download stops, to be continued another time. */
    @Override
    public void close() {
        closed = true;
        Thread thread;
        synchronized (this) {
            thread = loader;
        }
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        synchronized (this) {
            if (loading != null && !loading.isCompletedExceptionally()) {
                loading.join().close();
            }
        }
    }

    private synchronized CompletableFuture<SharedModel> load() {
        if (closed) {
            throw new Misconfigured("the provider is closed");
        }
        if (loading == null || loading.isCompletedExceptionally()) {
            CompletableFuture<SharedModel> future = new CompletableFuture<>();
            loading = future;
            loader = new Thread(() -> load(future), "tagging-vlm-load");
            loader.setDaemon(true);
            loader.start();
        }
        return loading;
    }

    private void load(CompletableFuture<SharedModel> future) {
        try {
            SharedModel model = SharedModel.of(options.apply(source.apply(() -> closed)));
            try {
                model.get();
            } catch (RuntimeException | Error e) {
                model.close();
                throw e;
            }
            future.complete(model);
        } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
        }
    }

    /** Of the waiting thread, whose stack says who wanted the model. */
    private static RuntimeException asProviderError(@Nullable Throwable cause) {
        String message = cause == null ? "unknown reason" : String.valueOf(cause.getMessage());
        if (cause instanceof RateLimited limited) {
            return new RateLimited(message, limited.retryAfter(), cause);
        }
        if (cause instanceof Transient) {
            return new Transient(message, cause);
        }
        if (cause instanceof Misconfigured || cause instanceof LinkageError) {
            return new Misconfigured(message, cause);
        }
        return new IllegalStateException("cannot load the model: " + message, cause);
    }
}
