package dev.tagging.provider.pixels;

import dev.tagging.TagName;
import dev.tagging.spi.AnalysisContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Circumstances without haste. */
record TestContext(int maxTags) implements AnalysisContext {

    @Override
    public Instant deadline() {
        return Instant.MAX;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public Locale language() {
        return Locale.ENGLISH;
    }

    @Override
    public List<TagName> preferredTags() {
        return List.of();
    }
}
