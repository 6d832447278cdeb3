package dev.tagging.benchmarks.chaos;

import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.spi.ProviderInfo;
import dev.tagging.spi.ProviderInfo.ScoreKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Takes its time, fails now and then, and never gives the same answer twice: every confidence carries the number of the call,
 * so that the rows of two answers cannot be taken for those of one. What it says is written down before it is said.
 */
final class SlowProvider implements AiTaggingProvider {

    static final String NAME = "slow";

    /** What there is to be seen; few, so that the answers about an image have tags in common. */
    static final List<String> VOCABULARY = List.of(
            "beach", "bird", "boat", "bridge", "cat", "cloud", "dog", "forest", "house", "lake", "mountain", "sunset");

    private static final List<String> MODELS = List.of("slow-1", "slow-2", "slow-3");
    private static final double TRANSIENT = 0.02;
    private static final double RATE_LIMITED = 0.001;

    /** How long a cancellation may go unnoticed. */
    private static final long NAP = TimeUnit.MILLISECONDS.toNanos(20);

    private final Settings settings;
    private final Journal journal;

    SlowProvider(Settings settings, Journal journal) {
        this.settings = settings;
        this.journal = journal;
    }

    @Override
    public ImageAnalysis analyzeImage(ImageContent image, AnalysisContext context) {
        Pictures.Label label = Pictures.labelOf(image);
        int id = journal.begun(label.image(), label.claim());
        Random random = new Random(settings.seed() * 31 + label.hashCode());
        random.nextInt(); // the first numbers of similar seeds are similar
        work(settings.delay().multipliedBy(500 + random.nextInt(1_000)).dividedBy(1_000), context);
        double luck = random.nextDouble();
        if (luck < RATE_LIMITED) {
            throw new RateLimited("asked too often", Duration.ofSeconds(1));
        }
        if (luck < RATE_LIMITED + TRANSIENT) {
            throw new Transient("failed, as happens");
        }
        Call.Answer answer = answer(id, random);
        journal.answered(id, answer);
        return ImageAnalysis.of(
                answer.tags().entrySet().stream()
                        .map(tag -> AiTag.of(tag.getKey(), tag.getValue()))
                        .toList(),
                answer.model());
    }

    @Override
    public ProviderInfo info() {
        return ProviderInfo.local(NAME, MODELS.get(0), ScoreKind.SELF_REPORTED);
    }

    @Override
    public void close() {}

    private static Call.Answer answer(int id, Random random) {
        List<String> names = new ArrayList<>(VOCABULARY);
        Collections.shuffle(names, random);
        Map<String, Double> tags = names.subList(0, 3 + random.nextInt(4)).stream()
                .collect(Collectors.toMap(name -> name, name -> Call.confidence(random.nextInt(3), id)));
        return new Call.Answer(MODELS.get(random.nextInt(MODELS.size())), tags);
    }

    private static void work(Duration delay, AnalysisContext context) {
        long end = System.nanoTime() + delay.toNanos();
        for (long left = delay.toNanos(); left > 0; left = end - System.nanoTime()) {
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
}
