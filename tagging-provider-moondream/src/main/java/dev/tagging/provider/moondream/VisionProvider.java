package dev.tagging.provider.moondream;

import dev.tagging.image.ImageContent;
import dev.tagging.image.UnreadableImageException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The provider over any backend: admits images, limits their time, and turns what was found into tags. */
final class VisionProvider implements AiTaggingProvider {

    private static final long POLL_MILLIS = 50;

    /** Of a host that waits however long it takes; the image's own time begins when it is admitted. */
    private static final Duration UNLIMITED = Duration.ofDays(365);

    private final ProviderInfo info;
    private final Backend backend;
    private final Tags tags;
    private final Duration timeLimit;
    private final int maxConcurrent;
    private final Semaphore admitted;
    private volatile boolean closed;

    VisionProvider(ProviderInfo info, Backend backend, Tags tags, Duration timeLimit, int maxConcurrent) {
        this.info = info;
        this.backend = backend;
        this.tags = tags;
        this.timeLimit = timeLimit;
        this.maxConcurrent = maxConcurrent;
        this.admitted = new Semaphore(maxConcurrent, true);
    }

    @Override
    public ImageAnalysis analyzeImage(ImageContent image, AnalysisContext context) {
        requireOpen();
        admit(new TimeLimit(context, UNLIMITED, () -> closed));
        try {
            requireOpen();
            Answer answer = backend.analyze(image, context, new TimeLimit(context, timeLimit, () -> closed));
            return new ImageAnalysis(tags.of(answer.findings(), context.maxTags()), null, answer.usage(), info.model());
        } catch (UnreadableImageException e) {
            throw new Rejected(String.valueOf(e.getMessage()), e);
        } finally {
            admitted.release();
        }
    }

    @Override
    public ProviderInfo info() {
        return info;
    }

    /** Tells running analyses to stop and waits for them. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            admitted.acquireUninterruptibly(maxConcurrent);
            try {
                backend.close();
            } finally {
                admitted.release(maxConcurrent);
            }
        }
    }

    private void admit(TimeLimit limit) {
        try {
            do {
                limit.check();
            } while (!admitted.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Transient("interrupted while waiting for other images", e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new Misconfigured("provider '" + info.name() + "' is closed");
        }
    }
}
