package dev.tagging.provider.djl;

import dev.tagging.TagName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The classes of a model, and which tags each of them speaks for: {@code golden retriever} for {@code golden retriever} and
 * {@code dog}, {@code beacon} for {@code lighthouse}, some for none.
 *
 * <p>A tag's score is made of those of its classes. When exactly one class is right (softmax), the probability that one of
 * several is right is their sum: ten breeds at 10 % each make a sure {@code dog} (J. Deng et al., "Hedging Your Bets", CVPR
 * 2012). When classes are independent (sigmoid), the best of them counts.
 */
final class LabelSet {

    /** A tag and the indices of its classes. */
    private record Tag(String name, List<Integer> classes) {}

    private final int size;
    private final List<Tag> tags;

    private LabelSet(int size, List<Tag> tags) {
        this.size = size;
        this.tags = tags;
    }

    /** @param tagsOfClasses of each class its tags, none where it has none */
    static LabelSet of(List<List<String>> tagsOfClasses) {
        Map<String, List<Integer>> classes = new LinkedHashMap<>();
        for (int i = 0; i < tagsOfClasses.size(); i++) {
            for (String tag : tagsOfClasses.get(i)) {
                classes.computeIfAbsent(tag, t -> new ArrayList<>()).add(i);
            }
        }
        return new LabelSet(
                tagsOfClasses.size(),
                classes.entrySet().stream()
                        .map(e -> new Tag(
                                e.getKey(), e.getValue().stream().distinct().toList()))
                        .toList());
    }

    /** Number of classes. */
    int size() {
        return size;
    }

    /** Every tag there is, in the order of the classes. */
    List<String> tagNames() {
        return tags.stream().map(Tag::name).toList();
    }

    /**
     * The scores of the tags.
     *
     * @param scores one a class
     * @param exclusive whether exactly one class is right
     * @param threshold tags below are left out
     */
    List<TagScore> score(float[] scores, boolean exclusive, double threshold) {
        List<TagScore> found = new ArrayList<>();
        for (Tag tag : tags) {
            double score = 0;
            for (int i : tag.classes()) {
                score = exclusive ? score + scores[i] : Math.max(score, scores[i]);
            }
            if (score >= threshold) {
                found.add(new TagScore(tag.name(), Math.min(score, 1)));
            }
        }
        return found;
    }

    /** A tag with a model's raw score, 0 to 1. */
    record TagScore(String tag, double score) {}

    /** What a line of a label file says about its class: {@code label}, or {@code label = tag, tag}. */
    static List<String> tagsOf(String line) {
        int equals = line.indexOf('=');
        String label = equals < 0 ? line : line.substring(0, equals);
        if (equals < 0) {
            return LabelCleaner.clean(label).stream().toList();
        }
        return Stream.of(line.substring(equals + 1).split(","))
                .map(String::strip)
                .flatMap(tag -> (tag.equals("*")
                                ? LabelCleaner.clean(label)
                                : TagName.clean(tag).map(TagName::value))
                        .stream())
                .distinct()
                .toList();
    }
}
