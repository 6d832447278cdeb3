package dev.tagging.provider.mock;

import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Gives the tags its settings say. */
final class MockProvider implements AiTaggingProvider {

    static final String NAME = "mock";
    private static final String MODEL = "mock-1";

    /** How long a cancellation may go unnoticed. */
    private static final long NAP = TimeUnit.MILLISECONDS.toNanos(20);

    private final MockTags tags;
    private final Duration delay;
    private final MockFailures failures;
    private final CallLog log;
    private volatile boolean closed;

    MockProvider(MockTags tags, Duration delay, MockFailures failures, CallLog log) {
        this.tags = tags;
        this.delay = delay;
        this.failures = failures;
        this.log = log;
    }

    @Override
    public ImageAnalysis analyzeImage(ImageContent image, AnalysisContext context) {
        if (closed) {
            throw new Misconfigured("provider 'mock' is closed");
        }
        byte[] hash = sha256(image.toByteArray());
        log.append(hash);
        pretendToWork(context);
        failures.failWhenDue();
        return ImageAnalysis.of(tags.of(hash), MODEL);
    }

    @Override
    public ProviderInfo info() {
        return ProviderInfo.local(NAME, MODEL, ScoreKind.SELF_REPORTED);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void pretendToWork(AnalysisContext context) {
        long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(delay);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            if (context.isCancelled()) {
                throw new Transient("cancelled");
            }
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, NAP));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Transient("interrupted", e);
            }
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
