package dev.tagging.vocabulary;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the categories of names. An entry counts for more than its own spelling:
 *
 * <ol>
 *   <li>British and American spellings are one, and so are hyphens and spaces: {@code grey}, {@code close up};
 *   <li>the plural of an entry has the entry's category: {@code beaches}. Colours and attributes have no plural, since
 *       greens, shorts and lights are things;
 *   <li>a name of several words is what its last word is, or the last before a preposition: {@code dark red} is a colour,
 *       {@code snowy mountain} a scene, {@code cup of coffee} an object.
 * </ol>
 *
 * An entry for the whole name stands above these rules. Immutable.
 */
public final class CategoryVocabulary {

    private static final CategoryVocabulary EMPTY = new CategoryVocabulary(Map.of());

    /** By the normal spelling of {@link Spelling}. */
    private final Map<String, TagCategory> entries;

    private CategoryVocabulary(Map<String, TagCategory> entries) {
        this.entries = entries;
    }

    /** English words that people and providers use for pictures, about 2,000 of them. Read once, when first asked for. */
    public static CategoryVocabulary builtIn() {
        return BuiltIn.VOCABULARY;
    }

    /** Knows nothing, for hosts with words of their own only. */
    public static CategoryVocabulary empty() {
        return EMPTY;
    }

    /** A vocabulary with one more entry, which replaces one of the same name. */
    public CategoryVocabulary with(TagName name, TagCategory category) {
        return withAll(Map.of(name, category));
    }

    /** A vocabulary with more entries, which replace those of the same names. */
    public CategoryVocabulary withAll(Map<TagName, TagCategory> more) {
        Map<String, TagCategory> all = new HashMap<>(entries);
        more.forEach((name, category) -> all.put(String.join(" ", Spelling.words(name)), category));
        return new CategoryVocabulary(Map.copyOf(all));
    }

    /** The category of a name; empty when no entry speaks for it. */
    public Optional<TagCategory> categoryOf(TagName name) {
        List<String> words = Spelling.words(name);
        return find(words).or(() -> find(Spelling.headOf(words)));
    }

    private Optional<TagCategory> find(List<String> words) {
        String whole = String.join(" ", words);
        TagCategory category = entries.get(whole);
        if (category != null) {
            return Optional.of(category);
        }
        String last = words.get(words.size() - 1);
        String before = whole.substring(0, whole.length() - last.length());
        return Spelling.singulars(last).stream()
                .map(singular -> entries.get(before + singular))
                .filter(found ->
                        found != null && !found.equals(TagCategory.COLOR) && !found.equals(TagCategory.ATTRIBUTE))
                .findFirst();
    }

    /** Holds the built-in vocabulary; the JVM loads this class when it is first used. */
    private static final class BuiltIn {

        static final CategoryVocabulary VOCABULARY = EMPTY.withAll(VocabularyFiles.read());
    }
}
