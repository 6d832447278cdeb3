package dev.tagging.tck.provider;

import dev.tagging.TagName;
import dev.tagging.spi.AnalysisContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Circumstances of an analysis: two minutes' time, ten tags, English. */
record TestContext(Instant deadline, boolean isCancelled, int maxTags, Locale language, List<TagName> preferredTags)
        implements AnalysisContext {

    static TestContext leisurely() {
        return new TestContext(Instant.now().plus(Duration.ofMinutes(2)), false, 10, Locale.ENGLISH, List.of());
    }

    static TestContext tooLate() {
        return new TestContext(Instant.now().minusSeconds(1), true, 10, Locale.ENGLISH, List.of());
    }

    TestContext with(int tags, Locale newLanguage, TagName... preferred) {
        return new TestContext(deadline, isCancelled, tags, newLanguage, List.of(preferred));
    }
}
