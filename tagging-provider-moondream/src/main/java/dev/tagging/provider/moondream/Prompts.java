package dev.tagging.provider.moondream;

import dev.tagging.TagName;
import dev.tagging.spi.AnalysisContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What larger models are told beside the question; the small ones in the JVM would only repeat it. */
final class Prompts {

    private static final int MAX_PREFERRED = 30;

    private Prompts() {}

    /** A question together with the names and the language that the host would like. */
    static String withWishes(String question, AnalysisContext context) {
        StringBuilder prompt = new StringBuilder(question);
        List<TagName> preferred = context.preferredTags();
        if (!preferred.isEmpty()) {
            prompt.append(" Prefer these words where they fit: ")
                    .append(preferred.stream()
                            .limit(MAX_PREFERRED)
                            .map(TagName::value)
                            .collect(Collectors.joining(", ")))
                    .append('.');
        }
        String language = context.language().getDisplayLanguage(Locale.ENGLISH);
        if (!language.isEmpty() && !language.equals("English")) {
            prompt.append(" Answer in ").append(language).append('.');
        }
        return prompt.toString();
    }
}
