package dev.tagging.engine;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.TaggingPolicy;
import dev.tagging.engine.SelectedTag.Opinion;
import dev.tagging.spi.AiTag;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the tags that providers gave are kept, and which of those are shown. The same answers always give the
 * same tags.
 */
final class TagSelection {

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
        Map<TagName, List<Heard>> heard = new HashMap<>();
        for (Answer answer : answers) {
            for (AiTag tag : answer.analysis().tags()) {
                TagName.clean(tag.name()).ifPresent(name -> policy.bandOf(tag.confidence())
                        .ifPresent(band -> heard.computeIfAbsent(name, fresh -> new ArrayList<>())
                                .add(new Heard(
                                        new Opinion(
                                                answer.provider(),
                                                answer.analysis().model(),
                                                tag.confidence(),
                                                band),
                                        tag.category()))));
            }
        }
        List<SelectedTag> best = heard.entrySet().stream()
                .map(entry -> selected(entry.getKey(), entry.getValue()))
                .sorted(BEST_FIRST)
                .limit(policy.maxTagsPerPipeline())
                .toList();
        return withinRoom(best, shownAnyway);
    }

    private SelectedTag selected(TagName name, List<Heard> voices) {
        List<Heard> surestFirst = voices.stream().sorted(SUREST_FIRST).toList();
        Map<List<String>, Opinion> opinions = new java.util.LinkedHashMap<>();
        surestFirst.forEach(voice -> opinions.putIfAbsent(
                List.of(voice.opinion().provider(), voice.opinion().model()), voice.opinion()));
        return new SelectedTag(name, category(name, surestFirst), List.copyOf(opinions.values()));
    }

    private TagCategory category(TagName name, List<Heard> surestFirst) {
        return vocabulary.categoryOf(name).orElseGet(() -> surestFirst.stream()
                .flatMap(voice -> java.util.stream.Stream.ofNullable(voice.category()))
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

    private record Heard(Opinion opinion, @Nullable TagCategory category) {}
}
