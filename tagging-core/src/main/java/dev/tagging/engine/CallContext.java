package dev.tagging.engine;

import dev.tagging.TagName;
import dev.tagging.spi.AnalysisContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The circumstances of one call. */
record CallContext(
        Instant deadline, Cancellation cancellation, int maxTags, Locale language, List<TagName> preferredTags)
        implements AnalysisContext {

    static CallContext of(EngineSettings settings, Duration timeout, Cancellation cancellation) {
        return new CallContext(
                Instant.now().plus(Pauses.countable(timeout)),
                cancellation,
                settings.policy().maxTagsPerPipeline(),
                settings.language(),
                settings.preferredTags());
    }

    @Override
    public boolean isCancelled() {
        return cancellation.isCancelled() || !Instant.now().isBefore(deadline);
    }
}
