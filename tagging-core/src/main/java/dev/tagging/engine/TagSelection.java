package dev.tagging.engine;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.TaggingPolicy;
import dev.tagging.engine.SelectedTag.Opinion;
import dev.tagging.spi.AiTag;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the tags that providers gave are kept, and which of those are shown. The same answers always give the
 * same tags.
 */
final class TagSelection {

    /** Longest name of a model that is kept. */
    private static final int MAX_MODEL_LENGTH = 255;

    private static final Comparator<SelectedTag> BEST_FIRST =
            Comparator.comparing(SelectedTag::surest, Opinion.SUREST_FIRST).thenComparing(SelectedTag::name);

    private static final Comparator<Heard> SUREST_FIRST = Comparator.comparing(Heard::opinion, Opinion.SUREST_FIRST);

    private final TaggingPolicy policy;
    private final CategoryVocabulary vocabulary;

    TagSelection(TaggingPolicy policy, CategoryVocabulary vocabulary) {
        this.policy = policy;
        this.vocabulary = vocabulary;
    }

    /**
     * @param answers of all providers of one pipeline to one image
     * @param shownAnyway names that the image shows without this pipeline: another voice for one of them takes no room
     * @return best first
     */
    List<SelectedTag> select(List<Answer> answers, Set<TagName> shownAnyway) {
        Map<TagName, List<Heard>> heard = answers.stream()
                .flatMap(answer -> answer.analysis().tags().stream().flatMap(tag -> heard(answer, tag).stream()))
                .collect(Collectors.groupingBy(Heard::name));
        List<SelectedTag> best = heard.entrySet().stream()
                .map(entry -> selected(entry.getKey(), entry.getValue()))
                .sorted(BEST_FIRST)
                .limit(policy.maxTagsPerPipeline())
                .toList();
        return withinRoom(best, shownAnyway);
    }

    private Optional<Heard> heard(Answer answer, AiTag tag) {
        String model = SafeText.of(answer.analysis().model(), MAX_MODEL_LENGTH);
        return TagName.clean(tag.name()).flatMap(name -> policy.bandOf(tag.confidence())
                .map(band -> new Heard(
                        name, new Opinion(answer.provider(), model, tag.confidence(), band), tag.category())));
    }

    private SelectedTag selected(TagName name, List<Heard> voices) {
        List<Heard> surestFirst = voices.stream().sorted(SUREST_FIRST).toList();
        Map<List<String>, Opinion> opinions = new LinkedHashMap<>();
        surestFirst.forEach(voice -> opinions.putIfAbsent(
                List.of(voice.opinion().provider(), voice.opinion().model()), voice.opinion()));
        return new SelectedTag(name, category(name, surestFirst), List.copyOf(opinions.values()));
    }

    private TagCategory category(TagName name, List<Heard> surestFirst) {
        return vocabulary.categoryOf(name).orElseGet(() -> surestFirst.stream()
                .flatMap(voice -> Stream.ofNullable(voice.category()))
                .findFirst()
                .orElse(TagCategory.OBJECT));
    }

    private List<SelectedTag> withinRoom(List<SelectedTag> best, Set<TagName> shownAnyway) {
        int room = policy.maxShownTags() - shownAnyway.size();
        List<SelectedTag> result = new ArrayList<>();
        for (SelectedTag tag : best) {
            boolean needsRoom = tag.surest().band().isShown() && !shownAnyway.contains(tag.name());
            result.add(needsRoom && room <= 0 ? tag.heldBack() : tag);
            if (needsRoom) {
                room--;
            }
        }
        return List.copyOf(result);
    }

    private record Heard(TagName name, Opinion opinion, @Nullable TagCategory category) {}
}
