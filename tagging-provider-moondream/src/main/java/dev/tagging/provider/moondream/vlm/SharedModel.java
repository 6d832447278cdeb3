package dev.tagging.provider.moondream.vlm;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A share in a model. However many providers of a JVM want the same model, it is in memory once: loaded when the first of them
 * gets it, freed when the last of them is closed.
 */
public final class SharedModel implements AutoCloseable {

    private static final Map<ModelOptions, Holder> HOLDERS = new HashMap<>();

    private final ModelOptions options;
    private final Holder holder;
    private boolean closed;

    private SharedModel(ModelOptions options, Holder holder) {
        this.options = options;
        this.holder = holder;
    }

    /** A share in the model with these options. Loads nothing yet. */
    public static SharedModel of(ModelOptions options) {
        synchronized (HOLDERS) {
            Holder holder = HOLDERS.computeIfAbsent(options, o -> new Holder());
            holder.shares++;
            return new SharedModel(options, holder);
        }
    }

    /**
     * The model, loaded by the first who asks while others wait. A failure is not remembered: files may be put right.
     *
     * @throws dev.tagging.spi.AiProviderException.Misconfigured naming the file that is missing or wrong, and why
     */
    public VisionLanguageModel get() {
        return holder.get(options);
    }

    /** Gives the share up; whoever does must not use the model any more. Closing again does nothing. */
    @Override
    public void close() {
        synchronized (HOLDERS) {
            if (closed) {
                return;
            }
            closed = true;
            holder.shares--;
            if (holder.shares == 0) {
                HOLDERS.remove(options);
                holder.close();
            }
        }
    }

    private static final class Holder {
        private int shares;
        private @Nullable VisionLanguageModel model;

        synchronized VisionLanguageModel get(ModelOptions options) {
            if (model == null) {
                model = VisionLanguageModel.load(options);
            }
            return model;
        }

        synchronized void close() {
            if (model != null) {
                model.close();
                model = null;
            }
        }
    }
}
