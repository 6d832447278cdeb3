package dev.tagging.engine;

import dev.tagging.ImageSource;
import dev.tagging.TaggingPolicy;
import dev.tagging.WorkerOptions;
import dev.tagging.image.ImageLimits;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Settings that tests start from. */
final class Kernels {

    static final WorkerOptions QUICK = new WorkerOptions(
            Optional.empty(),
            2,
            Duration.ofMinutes(1),
            Duration.ofSeconds(20),
            Duration.ofMillis(5),
            Duration.ofMillis(20));

    static final ImageSource PICTURES = (image, wanted) -> new ByteArrayInputStream(Pictures.png(4, 3));

    private Kernels() {}

    static Kernel of(InMemoryPersistence database) {
        return of(database, TaggingPolicy.defaults());
    }

    static Kernel of(InMemoryPersistence database, TaggingPolicy policy) {
        return Kernel.of(
                database,
                new EngineSettings(
                        PICTURES,
                        List.of(),
                        List.of(),
                        List.of(),
                        policy,
                        QUICK,
                        CategoryVocabulary.empty(),
                        ImageLimits.defaults(),
                        Locale.ENGLISH,
                        List.of()));
    }
}
