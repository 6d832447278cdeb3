package dev.tagging.engine;

import dev.tagging.ImageSource;
import dev.tagging.ProviderPlan;
import dev.tagging.TagName;
import dev.tagging.TaggingListener;
import dev.tagging.TaggingPolicy;
import dev.tagging.WorkerOptions;
import dev.tagging.image.ImageLimits;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@link dev.tagging.TaggingBuilder} has collected; its methods say what each part means. */
public record EngineSettings(
        ImageSource images,
        List<Pipeline> pipelines,
        List<AiTaggingProviderFactory> factories,
        List<TaggingListener> listeners,
        TaggingPolicy policy,
        WorkerOptions workers,
        CategoryVocabulary vocabulary,
        ImageLimits imageLimits,
        Locale language,
        List<TagName> preferredTags) {

    public EngineSettings {
        pipelines = List.copyOf(pipelines);
        factories = List.copyOf(factories);
        listeners = List.copyOf(listeners);
        preferredTags = List.copyOf(preferredTags);
    }

    Set<String> pipelineNames() {
        return pipelines.stream().map(Pipeline::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * A named way to tag images.
     *
     * @param settings by the provider's name, a dot and the setting's name
     */
    public record Pipeline(String name, ProviderPlan plan, Map<String, String> settings) {

        public Pipeline {
            settings = Map.copyOf(settings);
        }

        /** The settings of one provider, without its prefix. */
        Map<String, String> settingsOf(String provider) {
            String prefix = provider + ".";
            return settings.entrySet().stream()
                    .filter(setting -> setting.getKey().startsWith(prefix))
                    .collect(Collectors.toUnmodifiableMap(
                            setting -> setting.getKey().substring(prefix.length()), Map.Entry::getValue));
        }
    }
}
