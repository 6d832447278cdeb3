package dev.tagging.provider.moondream;

import dev.tagging.TagName;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.ProviderSettings;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What the tests of providers ask with. */
final class Analyses {

    private Analyses() {}

    static AiTaggingProvider moondream(Map<String, String> settings) {
        return new MoondreamProviderFactory().create(ProviderSettings.of("moondream", settings));
    }

    static AiTaggingProvider smolVlm(Map<String, String> settings) {
        return new SmolVlmProviderFactory().create(ProviderSettings.of("smolvlm", settings));
    }

    static AnalysisContext context() {
        return context(() -> false);
    }

    static AnalysisContext context(BooleanSupplier cancelled) {
        return new Context(cancelled, 20, Locale.ENGLISH, List.of());
    }

    /** Everything said at once. */
    record Context(BooleanSupplier cancelled, int maxTags, Locale language, List<TagName> preferredTags)
            implements AnalysisContext {

        @Override
        public Instant deadline() {
            return Instant.MAX;
        }

        @Override
        public boolean isCancelled() {
            return cancelled.getAsBoolean();
        }
    }
}
