package dev.tagging.tck.model;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.TaggingPolicy;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The little world in which sequences play. It is small, so that random steps meet, and its limits are low, so that they are
 * reached.
 */
final class Scene {

    static final List<String> IMAGES = List.of("a", "b", "c");
    static final List<String> FILENAMES = List.of("beach.jpg", "red car.png", "sunset.jpg", "zorp beaches 7.png");
    static final List<String> TAGS = List.of("beach", "red", "red car", "beaches", "zorp");
    static final List<String> USERS = List.of("ann", "ben");
    static final List<String> PIPELINES = List.of("main", "second");
    static final List<String> MODELS = List.of("eye-1", "eye-2");
    static final List<String> WORKERS = List.of("w1", "w2");

    static final int MAX_TAGS_OF_PIPELINE = 3;
    static final int MAX_SHOWN_TAGS = 4;
    static final int MAX_ATTEMPTS = 2;
    static final int MAX_LOSSES = 2;

    static final double HIGH_FROM = 90;
    static final double MEDIUM_FROM = 70;
    static final double LOW_FROM = 50;

    /** What is asked after every so many steps: each kind of term at least once. */
    static final List<String> QUERIES = List.of(
            "beach",
            "tag:beach -source:ai",
            "source:user OR sun*",
            "\"red car\"",
            "category:scene",
            "-red",
            "beaches jpg ",
            "source:ai -tag:zorp",
            "category:color OR category:object",
            "red -beach OR zor");

    /** What the host knows of names. {@code beaches} follows from {@code beach}. */
    private static final Map<String, String> CATEGORIES = Map.of("beach", "scene", "beaches", "scene", "red", "color");

    private static final Map<String, String> STEMS = Map.of("beaches", "beach");

    private Scene() {}

    static Optional<String> categoryOf(String tag) {
        return Optional.ofNullable(CATEGORIES.get(tag));
    }

    /** The stem of a word that occurs here. */
    static String stem(String word) {
        return STEMS.getOrDefault(word, word);
    }

    static CategoryVocabulary vocabulary() {
        return CategoryVocabulary.empty()
                .with(TagName.of("beach"), TagCategory.SCENE)
                .with(TagName.of("red"), TagCategory.COLOR);
    }

    static TaggingPolicy policy() {
        return TaggingPolicy.defaults().with(rules -> rules.highFrom(HIGH_FROM)
                .mediumFrom(MEDIUM_FROM)
                .lowFrom(LOW_FROM)
                .maxTagsPerPipeline(MAX_TAGS_OF_PIPELINE)
                .maxShownTags(MAX_SHOWN_TAGS)
                .callsPerUserAndDay(0));
    }
}
