package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.ConfidenceBand;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.TaggingPolicy;
import dev.tagging.engine.SelectedTag.Opinion;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.ImageAnalysis;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TagSelectionTest {

    private TaggingPolicy policy = TaggingPolicy.defaults();

    @Test
    void what_a_provider_says_is_cleaned_and_dropped_where_no_name_comes_of_it() {
        List<SelectedTag> selected = select(answer("a", AiTag.of("Valentine's Day!", 80), AiTag.of("?!", 99)));

        assertThat(selected).extracting(SelectedTag::name).containsExactly(TagName.of("valentines day"));
    }

    @Test
    void of_several_texts_that_clean_to_one_name_the_surest_counts() {
        List<SelectedTag> selected =
                select(answer("a", AiTag.of("beach", 75), AiTag.of("Beach!", 93), AiTag.of("#beach", 81)));

        assertThat(selected).hasSize(1);
        assertThat(selected.get(0).opinions()).containsExactly(new Opinion("a", "a-model", 93.0, ConfidenceBand.HIGH));
    }

    @Test
    void the_policy_says_the_band_and_what_is_too_unsure_is_dropped() {
        List<SelectedTag> selected = select(answer(
                "a", AiTag.of("high", 90), AiTag.of("medium", 70), AiTag.of("low", 50), AiTag.of("nothing", 49.9)));

        assertThat(selected)
                .extracting(tag -> tag.name().value() + " " + tag.surest().band())
                .containsExactly("high HIGH", "medium MEDIUM", "low LOW");
    }

    @Test
    void a_category_comes_from_the_vocabulary_then_from_the_surest_provider_that_knows_one_and_else_is_object() {
        CategoryVocabulary vocabulary = CategoryVocabulary.empty().with(TagName.of("teal"), TagCategory.COLOR);
        TagSelection selection = new TagSelection(policy, vocabulary);
        List<Answer> answers = List.of(
                answer("a", AiTag.of("teal", TagCategory.SCENE, 99), AiTag.of("ruin", 99), AiTag.of("thing", 95)),
                answer("b", AiTag.of("ruin", TagCategory.SCENE, 60)),
                answer("c", AiTag.of("ruin", TagCategory.ATTRIBUTE, 80)));

        List<SelectedTag> selected = selection.select(answers, Set.of());

        assertThat(selected)
                .extracting(tag -> tag.name() + " " + tag.category())
                .containsExactlyInAnyOrder("teal color", "ruin attribute", "thing object");
    }

    @Test
    void tags_come_by_band_then_scored_before_unscored_then_by_confidence_then_by_name() {
        List<SelectedTag> selected = select(answer(
                "a",
                AiTag.of("unsure", 60),
                new AiTag("unscored", null, null),
                AiTag.of("pear", 75),
                AiTag.of("apple", 75),
                AiTag.of("likely", 88),
                AiTag.of("sure", 91)));

        assertThat(selected)
                .extracting(tag -> tag.name().value())
                .containsExactly("sure", "likely", "apple", "pear", "unscored", "unsure");
    }

    @Test
    void only_the_best_names_over_all_providers_are_kept() {
        policy = policy.with(rules -> rules.maxTagsPerPipeline(2));

        List<SelectedTag> selected = select(
                answer("a", AiTag.of("first", 99), AiTag.of("third", 80)),
                answer("b", AiTag.of("second", 90), AiTag.of("first", 55)));

        assertThat(selected).extracting(tag -> tag.name().value()).containsExactly("first", "second");
    }

    @Test
    void every_provider_and_model_that_gives_a_tag_keeps_its_own_opinion() {
        List<SelectedTag> selected = select(
                answer("a", AiTag.of("beach", 75)),
                answer("b", AiTag.of("beach", 95)),
                new Answer("b", ImageAnalysis.of(List.of(AiTag.of("beach", 60)), "other-model")));

        assertThat(selected).hasSize(1);
        assertThat(selected.get(0).opinions())
                .containsExactly(
                        new Opinion("b", "b-model", 95.0, ConfidenceBand.HIGH),
                        new Opinion("a", "a-model", 75.0, ConfidenceBand.MEDIUM),
                        new Opinion("b", "other-model", 60.0, ConfidenceBand.LOW));
    }

    @Test
    void what_has_no_room_beside_the_tags_of_others_is_kept_but_not_shown() {
        policy = policy.with(rules -> rules.maxShownTags(3));

        List<SelectedTag> selected = new TagSelection(policy, CategoryVocabulary.empty())
                .select(
                        List.of(answer("a", AiTag.of("one", 99), AiTag.of("two", 98), AiTag.of("three", 97))),
                        Set.of(TagName.of("vacation"), TagName.of("ann")));

        assertThat(selected)
                .extracting(tag -> tag.name() + " " + tag.surest().band())
                .containsExactly("one HIGH", "two LOW", "three LOW");
    }

    @Test
    void every_opinion_of_a_tag_that_is_held_back_is_held_back_with_its_confidence_kept() {
        policy = policy.with(rules -> rules.maxShownTags(1));

        List<SelectedTag> selected = new TagSelection(policy, CategoryVocabulary.empty())
                .select(
                        List.of(answer("a", AiTag.of("beach", 99)), answer("b", AiTag.of("beach", 75))),
                        Set.of(TagName.of("vacation")));

        assertThat(selected.get(0).opinions())
                .containsExactly(
                        new Opinion("a", "a-model", 99.0, ConfidenceBand.LOW),
                        new Opinion("b", "b-model", 75.0, ConfidenceBand.LOW));
    }

    @Test
    void another_voice_for_a_tag_that_is_shown_anyway_takes_no_room() {
        policy = policy.with(rules -> rules.maxShownTags(2));

        List<SelectedTag> selected = new TagSelection(policy, CategoryVocabulary.empty())
                .select(
                        List.of(answer("a", AiTag.of("vacation", 99), AiTag.of("beach", 98))),
                        Set.of(TagName.of("vacation")));

        assertThat(selected)
                .extracting(tag -> tag.name() + " " + tag.surest().band())
                .containsExactly("vacation HIGH", "beach HIGH");
    }

    @Test
    void people_may_have_taken_more_room_than_there_is() {
        policy = policy.with(rules -> rules.maxShownTags(2));
        Set<TagName> byPeople =
                IntStream.range(0, 5).mapToObj(i -> TagName.of("by hand " + i)).collect(Collectors.toSet());

        List<SelectedTag> selected = new TagSelection(policy, CategoryVocabulary.empty())
                .select(List.of(answer("a", AiTag.of("beach", 98))), byPeople);

        assertThat(selected).extracting(tag -> tag.surest().band()).containsExactly(ConfidenceBand.LOW);
    }

    @Test
    void the_order_of_the_tags_within_an_answer_changes_nothing() {
        List<AiTag> tags = IntStream.range(0, 30)
                .mapToObj(i -> AiTag.of("tag " + (char) ('a' + i % 20), 40 + (i * 7) % 60))
                .collect(Collectors.toList());
        List<SelectedTag> expected = select(answer("a", tags.toArray(AiTag[]::new)));

        Collections.reverse(tags);

        assertThat(select(answer("a", tags.toArray(AiTag[]::new)))).isEqualTo(expected);
    }

    @Test
    void a_models_name_is_cut_to_what_can_be_stored() {
        ImageAnalysis analysis = ImageAnalysis.of(List.of(AiTag.of("beach", 95)), "m\0" + "x".repeat(1_000));

        List<SelectedTag> selected = select(new Answer("a", analysis));

        assertThat(selected.get(0).surest().model())
                .hasSize(255)
                .startsWith("m x")
                .endsWith("x…");
    }

    @Test
    void nothing_seen_gives_nothing() {
        assertThat(select(answer("a"))).isEmpty();
    }

    private List<SelectedTag> select(Answer... answers) {
        return new TagSelection(policy, CategoryVocabulary.empty()).select(List.of(answers), Set.of());
    }

    private static Answer answer(String provider, AiTag... tags) {
        return new Answer(provider, ImageAnalysis.of(List.of(tags), provider + "-model"));
    }
}
