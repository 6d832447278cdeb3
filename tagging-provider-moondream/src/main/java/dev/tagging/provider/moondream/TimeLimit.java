package dev.tagging.provider.moondream;

import dev.tagging.provider.moondream.vlm.StopSignal;
import dev.tagging.spi.AnalysisContext;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How long an analysis may go on: until it is cancelled, its deadline, its own limit, or the end of the provider. */
final class TimeLimit implements StopSignal {

    private final AnalysisContext context;
    private final Duration limit;
    private final BooleanSupplier closed;
    private final long start = System.nanoTime();

    TimeLimit(AnalysisContext context, Duration limit, BooleanSupplier closed) {
        this.context = context;
        this.limit = limit;
        this.closed = closed;
    }

    @Override
    public @Nullable String reason() {
        if (closed.getAsBoolean()) {
            return "stopped: the provider was closed";
        }
        if (context.isCancelled()) {
            return "stopped: the analysis was cancelled";
        }
        if (!Instant.now().isBefore(context.deadline())) {
            return "stopped: the deadline of the analysis has passed";
        }
        return System.nanoTime() - start > limit.toNanos()
                ? "stopped: the image took longer than " + limit + ", which the setting 'time-limit' allows"
                : null;
    }
}
