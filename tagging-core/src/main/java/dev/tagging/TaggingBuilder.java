package dev.tagging;

import dev.tagging.engine.EngineSettings;
import dev.tagging.engine.TaggingEngine;
import dev.tagging.image.ImageLimits;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.persistence.Persistence;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Describes a {@link Tagging}. Only {@link #persistence} is needed; tagging by AI needs {@link #images} and pipelines too. */
public final class TaggingBuilder {

    private @Nullable Persistence persistence;
    private @Nullable ImageSource images;
    private final Map<String, EngineSettings.Pipeline> pipelines = new LinkedHashMap<>();
    private final List<AiTaggingProviderFactory> factories = new ArrayList<>();
    private final List<TaggingListener> listeners = new ArrayList<>();
    private TaggingPolicy policy = TaggingPolicy.defaults();
    private WorkerOptions workers = WorkerOptions.defaults();
    private CategoryVocabulary vocabulary = CategoryVocabulary.builtIn();
    private ImageLimits imageLimits = ImageLimits.defaults();
    private Locale language = Locale.ENGLISH;
    private List<TagName> preferredTags = List.of();

    TaggingBuilder() {}

    /** Where everything is stored. */
    public TaggingBuilder persistence(Persistence newPersistence) {
        persistence = newPersistence;
        return this;
    }

    /** Where the host keeps the bytes. */
    public TaggingBuilder images(ImageSource source) {
        images = source;
        return this;
    }

    /** Adds a pipeline whose providers need no settings. */
    public TaggingBuilder pipeline(String name, ProviderPlan plan) {
        return pipeline(name, plan, Map.of());
    }

    /**
     * Adds a pipeline: a named way to tag images. New images are queued for all pipelines, so every node that registers
     * images should be built with all of them; providers are only looked up where the pipeline is served.
     *
     * @param name 1 to 40 lower-case letters, digits and hyphens
     * @param settings the providers' settings, each name preceded by the provider's and a dot ({@code moondream.model})
     * @throws IllegalArgumentException when there is a pipeline of that name, or a setting belongs to none of its providers
     */
    public TaggingBuilder pipeline(String name, ProviderPlan plan, Map<String, String> settings) {
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "a pipeline's name has 1 to 40 letters a-z, digits and hyphens: " + name);
        }
        Set<String> providers = plan.providerNames();
        Set<String> strays = new TreeSet<>(settings.keySet());
        strays.removeIf(key -> providers.stream().anyMatch(provider -> key.startsWith(provider + ".")));
        if (!strays.isEmpty()) {
            throw new IllegalArgumentException("pipeline '" + name + "' asks " + providers + "; the settings " + strays
                    + " belong to none of them");
        }
        if (pipelines.putIfAbsent(name, new EngineSettings.Pipeline(name, plan, settings)) != null) {
            throw new IllegalArgumentException("there already is a pipeline '" + name + "'");
        }
        return this;
    }

    /** Adds a provider that is not found by ServiceLoader, or stands in for one that is. */
    public TaggingBuilder provider(AiTaggingProviderFactory factory) {
        factories.add(factory);
        return this;
    }

    /** Adds a listener; they are called in the order they were added. */
    public TaggingBuilder listener(TaggingListener listener) {
        listeners.add(listener);
        return this;
    }

    /** The rules; {@link TaggingPolicy#defaults()} unless set. */
    public TaggingBuilder policy(TaggingPolicy newPolicy) {
        policy = newPolicy;
        return this;
    }

    /** How this node works; {@link WorkerOptions#defaults()} unless set. */
    public TaggingBuilder workers(WorkerOptions options) {
        workers = options;
        return this;
    }

    /** Which names are of which category; the built-in vocabulary unless set. */
    public TaggingBuilder vocabulary(CategoryVocabulary newVocabulary) {
        vocabulary = newVocabulary;
        return this;
    }

    /** How large images may be; {@link ImageLimits#defaults()} unless set. */
    public TaggingBuilder imageLimits(ImageLimits limits) {
        imageLimits = limits;
        return this;
    }

    /** Language asked of providers; English unless set. */
    public TaggingBuilder language(Locale newLanguage) {
        language = newLanguage;
        return this;
    }

    /** Names that providers should use where they fit, most wanted first; none unless set. */
    public TaggingBuilder preferredTags(List<TagName> names) {
        preferredTags = List.copyOf(names);
        return this;
    }

    /**
     * Makes the instance. Nothing runs yet and the database is not touched.
     *
     * @throws IllegalStateException when something needed is missing, naming it
     */
    public Tagging build() {
        if (persistence == null) {
            throw new IllegalStateException(
                    "a Tagging needs persistence: call persistence(JdbcPersistence.create(dataSource)),"
                            + " or its JPA or jOOQ sibling");
        }
        if (images == null && !pipelines.isEmpty()) {
            throw new IllegalStateException("pipelines need the images' bytes: call images((image, wanted) -> …)");
        }
        return new TaggingEngine(
                persistence,
                new EngineSettings(
                        Objects.requireNonNullElse(images, (image, wanted) -> {
                            throw new ImageSource.ImageGoneException("this Tagging was built without an ImageSource");
                        }),
                        List.copyOf(pipelines.values()),
                        List.copyOf(factories),
                        List.copyOf(listeners),
                        policy,
                        workers,
                        vocabulary,
                        imageLimits,
                        language,
                        preferredTags));
    }
}
