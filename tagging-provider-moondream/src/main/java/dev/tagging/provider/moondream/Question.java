package dev.tagging.provider.moondream;

import dev.tagging.TagCategory;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to ask about an image. Small models answer several short questions better than a long one, and the question says what
 * kind of tags the answer holds.
 *
 * @param category of the tags; null for a question about everything
 */
record Question(@Nullable TagCategory category, String text) {

    /** The name of a question about everything. */
    static final String EVERYTHING = "everything";

    private static final Question ABOUT_EVERYTHING = new Question(
            null,
            "List short tags for this image: the main objects, the scene, the colors and what it looks like. Answer with"
                    + " single words separated by commas only.");

    private static final Map<TagCategory, String> TEXTS = Map.of(
            TagCategory.OBJECT, "List the main objects in this image, separated by commas.",
            TagCategory.SCENE,
                    "What place or scene does this image show? Answer with a few words, separated by commas.",
            TagCategory.COLOR, "List the main colors in this image, separated by commas.",
            TagCategory.ATTRIBUTE, "List adjectives that describe this image, separated by commas.");

    private static final Map<TagCategory, String> VERIFICATIONS = Map.of(
            TagCategory.OBJECT, "Is there %s in this image? Answer yes or no.",
            TagCategory.SCENE, "Does this image show this scene: %s? Answer yes or no.",
            TagCategory.COLOR, "Is %s one of the main colors in this image? Answer yes or no.",
            TagCategory.ATTRIBUTE, "Does the word %s describe this image? Answer yes or no.");

    /**
     * Reads the questions of a setting: names of categories, separated by commas or semicolons, each with its built-in
     * question; or, separated by semicolons, {@code category: text} with a question of the host's own. The category
     * {@value #EVERYTHING} stands for none in particular.
     *
     * @throws Misconfigured when a category has no built-in question, or the text would be taken for markup
     */
    static List<Question> parse(String setting, String text) {
        List<Question> questions = new ArrayList<>();
        for (String entry : text.split(text.contains(":") ? ";" : "[,;]")) {
            if (!entry.isBlank()) {
                questions.add(parseOne(setting, entry.strip()));
            }
        }
        if (questions.isEmpty()) {
            throw new Misconfigured("setting '" + setting + "' holds no question");
        }
        return List.copyOf(questions);
    }

    /** Asks back whether a tag that came of this question is right. */
    String verification(String tag) {
        String template = category == null ? null : VERIFICATIONS.get(category);
        return (template == null ? "Does this image show %s? Answer yes or no." : template).formatted(tag);
    }

    private static Question parseOne(String setting, String entry) {
        String[] sides = entry.split(":", 2);
        String name = sides[0].strip();
        boolean isAboutEverything = name.equals(EVERYTHING);
        TagCategory category = isAboutEverything ? null : category(setting, name);
        if (sides.length == 1) {
            return isAboutEverything ? ABOUT_EVERYTHING : builtIn(setting, category(setting, name));
        }
        String text = sides[1].strip();
        if (text.isEmpty() || text.contains("<") || text.contains("|>")) {
            throw new Misconfigured("setting '" + setting + "' has no usable question for " + name
                    + ": it must not be empty, nor contain markup");
        }
        return new Question(category, text);
    }

    private static Question builtIn(String setting, TagCategory category) {
        String text = TEXTS.get(category);
        if (text == null) {
            throw new Misconfigured("setting '" + setting + "' needs a text for '" + category + "': write '" + category
                    + ": your question'");
        }
        return new Question(category, text);
    }

    private static TagCategory category(String setting, String name) {
        try {
            return TagCategory.of(name);
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("setting '" + setting + "': " + e.getMessage(), e);
        }
    }
}
