package dev.tagging.engine;

import dev.tagging.ProviderPlan.Single;
import dev.tagging.TaggingException;
import dev.tagging.engine.EngineSettings.Pipeline;
import dev.tagging.image.ImageContent;
import dev.tagging.image.UnreadableImageException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.persistence.ImageStore.Owned;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads images and has them analysed by one pipeline, whatever becomes of the code of others on the way. */
final class PipelineRunner {

    private static final Logger log = LoggerFactory.getLogger(PipelineRunner.class);

    private final Pipeline pipeline;
    private final Duration timeout;
    private final OpenProviders providers;
    private final ProviderDesk desk;
    private final ImageLoader loader;
    private final GuardedCalls calls;
    private final AtomicBoolean warned = new AtomicBoolean();

    PipelineRunner(Pipeline pipeline, ProviderRegistry registry, Kernel kernel) {
        this.pipeline = pipeline;
        this.timeout = kernel.settings().workers().timeout();
        this.providers = new OpenProviders(pipeline, registry);
        this.loader = new ImageLoader(kernel.settings());
        this.calls = new GuardedCalls("tagging-" + pipeline.name() + "-call");
        this.desk = new ProviderDesk(providers, calls, kernel);
    }

    String name() {
        return pipeline.name();
    }

    /** Makes the providers, unless they are there; throws what {@link OpenProviders#get} does. */
    void open() {
        providers.get();
    }

    /** How many images {@link #analyze} can ask about in one call. */
    int batchSize() {
        return pipeline.plan() instanceof Single single
                ? desk.info(single.name()).maxBatch()
                : 1;
    }

    ImageContent load(Owned image, Hold hold, Cancellation cancellation) {
        return calls.call("the ImageSource", timeout, hold, cancellation, () -> loader.load(image));
    }

    /**
     * Analyses at most {@link #batchSize()} images; throws what concerns all of them.
     *
     * @return one entry for each image, in their order
     */
    List<Answers> analyze(List<ImageContent> images, Hold hold, Cancellation cancellation) {
        if (images.size() > 1 && pipeline.plan() instanceof Single single) {
            try {
                return desk.askTogether(single.name(), images, hold, cancellation);
            } catch (RuntimeException | Error e) {
                if (concernsAll(e)) {
                    throw e;
                }
                log.debug("Asking about {} images one by one, because together they failed", images.size(), e);
            }
        }
        return images.stream().map(image -> analyze(image, hold, cancellation)).toList();
    }

    /** Closes the providers as soon as nobody is under way in one of them. */
    void close() {
        calls.close(providers::close);
    }

    /** A rejection or a bug can only mean one of the images; which one, asking about each will tell. */
    private static boolean concernsAll(Throwable error) {
        return error instanceof CancellationException
                || (error instanceof TaggingException
                        && !(error instanceof Rejected || error instanceof UnreadableImageException));
    }

    private Answers analyze(ImageContent image, Hold hold, Cancellation cancellation) {
        try {
            List<Answer> answers = new PlanRun(
                            provider -> desk.ask(provider, image, hold, cancellation), this::warnOnce)
                    .run(pipeline.plan());
            return () -> answers;
        } catch (RuntimeException | Error e) {
            return () -> {
                throw e;
            };
        }
    }

    private void warnOnce(Misconfigured error) {
        if (!warned.getAndSet(true)) {
            log.warn(
                    "Pipeline '{}' falls back to its next provider, and will not say so again: {}",
                    name(),
                    error.getMessage());
        }
    }
}
