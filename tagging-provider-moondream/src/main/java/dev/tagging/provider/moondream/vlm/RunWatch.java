package dev.tagging.provider.moondream.vlm;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.tagging.spi.AiProviderException.Transient;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends runs whose analysis is to stop. Reading an image can keep a decoder busy for many seconds, so looking at the signal
 * between runs is not enough: a thread looks at it while they last and has ONNX Runtime give up between two operators.
 */
final class RunWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunWatch.class);

    private static final long INTERVAL_MILLIS = 25;

    /** Rounds without any run after which the thread falls asleep: it must not be woken for every token. */
    private static final int PATIENCE = 40;

    private final Set<Run> running = new HashSet<>();
    private @Nullable Thread watcher;
    private boolean asleep;
    private boolean closed;

    /** Work on one network. */
    @FunctionalInterface
    interface Work<T> {
        T run(RunOptions options) throws OrtException;
    }

    /**
     * Does the work, unless there is reason to stop.
     *
     * @throws Transient when told to stop, before or meanwhile
     */
    <T> T run(StopSignal stop, Work<T> work) throws OrtException {
        stop.check();
        try (RunOptions options = new RunOptions()) {
            Run run = new Run(options, stop);
            add(run);
            try {
                return work.run(options);
            } catch (OrtException e) {
                stop.check();
                throw e;
            } finally {
                remove(run);
            }
        }
    }

    /** Ends the thread; runs that still last go on unwatched. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized void add(Run run) {
        running.add(run);
        if (watcher == null && !closed) {
            watcher = new Thread(this::watch, "tagging-vlm-watch");
            watcher.setDaemon(true);
            watcher.start();
        }
        if (asleep) {
            notifyAll();
        }
    }

    /** After this the run's options are never touched again, so that they can be freed. */
    private synchronized void remove(Run run) {
        running.remove(run);
    }

    private synchronized void watch() {
        try {
            int idle = 0;
            while (!closed) {
                running.forEach(Run::endIfToldTo);
                idle = running.isEmpty() ? idle + 1 : 0;
                if (idle < PATIENCE) {
                    wait(INTERVAL_MILLIS);
                } else {
                    asleep = true;
                    wait();
                    asleep = false;
                    idle = 0;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Run {
        private final RunOptions options;
        private final StopSignal stop;

        Run(RunOptions options, StopSignal stop) {
            this.options = options;
            this.stop = stop;
        }

        void endIfToldTo() {
            try {
                if (stop.reason() != null) {
                    options.setTerminate(true);
                }
            } catch (OrtException | RuntimeException e) {
                log.warn("Cannot tell whether a run is to end, it goes on", e);
            }
        }
    }
}
