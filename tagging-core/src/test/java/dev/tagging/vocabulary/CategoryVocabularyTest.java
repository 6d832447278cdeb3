package dev.tagging.vocabulary;

import static dev.tagging.TagCategory.ATTRIBUTE;
import static dev.tagging.TagCategory.COLOR;
import static dev.tagging.TagCategory.OBJECT;
import static dev.tagging.TagCategory.SCENE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.TagCategory;
import dev.tagging.TagName;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryVocabularyTest {

    private static final TagCategory MATERIAL = TagCategory.of("material");

    private final CategoryVocabulary builtIn = CategoryVocabulary.builtIn();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "red",
                "gray",
                "teal",
                "navy",
                "beige",
                "dark red",
                "navy blue",
                "light green",
                "pale yellow",
                "bright orange",
                "deep purple",
                "sky blue",
                "blue-green",
                "reddish brown",
                "red and white",
                "rose gold",
                "off-white",
                "olive green"
            })
    void coloursAreColoursWithOrWithoutModifiers(String name) {
        assertThat(builtIn.categoryOf(TagName.of(name))).hasValue(COLOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "beach",
                "kitchen",
                "sunset",
                "forest",
                "city street",
                "office",
                "living room",
                "winter",
                "wedding",
                "sky",
                "tropical beach",
                "snowy mountain",
                "beach at sunset",
                "field of flowers",
                "soccer",
                "town square"
            })
    void placesTimesAndEventsAreScenes(String name) {
        assertThat(builtIn.categoryOf(TagName.of(name))).hasValue(SCENE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blurry",
                "sharp",
                "wooden",
                "portrait",
                "landscape orientation",
                "black and white",
                "close-up",
                "outdoor",
                "indoor",
                "vintage",
                "smiling",
                "aerial view",
                "night photography",
                "very blurry",
                "colorful"
            })
    void propertiesOfPicturesAndOfWhatTheyShowAreAttributes(String name) {
        assertThat(builtIn.categoryOf(TagName.of(name))).hasValue(ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "golden retriever",
                "dog",
                "car",
                "person",
                "red car",
                "wooden table",
                "group of people",
                "cup of coffee",
                "man in black",
                "woman wearing red",
                "christmas lights",
                "traffic light",
                "hot dog",
                "t-shirt"
            })
    void thingsAreObjects(String name) {
        assertThat(builtIn.categoryOf(TagName.of(name))).hasValue(OBJECT);
    }

    @Test
    void wordsWithTwoMeaningsAreDecided() {
        assertThat(builtIn.categoryOf(TagName.of("orange"))).hasValue(COLOR);
        assertThat(builtIn.categoryOf(TagName.of("oranges"))).hasValue(OBJECT);
        assertThat(builtIn.categoryOf(TagName.of("blood orange"))).hasValue(OBJECT);
        assertThat(builtIn.categoryOf(TagName.of("rose"))).hasValue(OBJECT);
        assertThat(builtIn.categoryOf(TagName.of("gold"))).hasValue(COLOR);
        assertThat(builtIn.categoryOf(TagName.of("silver"))).hasValue(COLOR);
        assertThat(builtIn.categoryOf(TagName.of("turquoise"))).hasValue(COLOR);
        assertThat(builtIn.categoryOf(TagName.of("salmon"))).hasValue(OBJECT);
        assertThat(builtIn.categoryOf(TagName.of("olive"))).hasValue(COLOR);
        assertThat(builtIn.categoryOf(TagName.of("olives"))).hasValue(OBJECT);
        assertThat(builtIn.categoryOf(TagName.of("landscape"))).hasValue(SCENE);
        assertThat(builtIn.categoryOf(TagName.of("square"))).hasValue(ATTRIBUTE);
        assertThat(builtIn.categoryOf(TagName.of("light"))).hasValue(ATTRIBUTE);
        assertThat(builtIn.categoryOf(TagName.of("glasses"))).hasValue(OBJECT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "beaches",
                "cities",
                "churches",
                "caves",
                "offices",
                "vineyards",
                "sunsets",
                "ponies",
                "leaves",
                "knives",
                "wolves",
                "waves",
                "buses",
                "boxes",
                "tomatoes",
                "shoes",
                "cookies",
                "houses",
                "glasses",
                "women",
                "children",
                "geese",
                "mice",
                "teeth",
                "cacti",
                "golden retrievers",
                "aeroplanes",
                "lenses"
            })
    void pluralsAreWhatTheirSingularIs(String name) {
        assertThat(builtIn.categoryOf(TagName.of(name)))
                .hasValueSatisfying(category -> assertThat(category).isIn(OBJECT, SCENE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blues",
                "flats",
                "irons",
                "gas",
                "texas",
                "species",
                "paris",
                "plus",
                "specimen",
                "mars",
                "always"
            })
    void wordsThatOnlyLookLikePluralsAreUnknown(String name) {
        assertThat(builtIn.categoryOf(TagName.of(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glass", "bus", "grass", "dress", "chess", "cactus", "tennis", "campus", "news", "jeans", "compass"
            })
    void wordsThatEndLikePluralsAreThemselves(String name) {
        assertThat(Spelling.singulars(name).stream()
                        .flatMap(singular -> builtIn.categoryOf(TagName.of(singular)).stream())
                        .filter(category -> category.equals(OBJECT) || category.equals(SCENE)))
                .isEmpty();
    }

    @Test
    void britishAndAmericanSpellingsAreOneWord() {
        Map<String, TagCategory> british = Map.of(
                "grey", COLOR,
                "dark grey", COLOR,
                "colourful", ATTRIBUTE,
                "greyscale", ATTRIBUTE,
                "harbour", SCENE,
                "theatres", SCENE,
                "jewellery", OBJECT,
                "tyres", OBJECT,
                "close up", ATTRIBUTE);

        british.forEach((name, category) ->
                assertThat(builtIn.categoryOf(TagName.of(name))).as(name).hasValue(category));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyzzy", "quantum entanglement", "犬", "42", "hund", "in", "of", "ss", "es", "men-s"})
    void whatIsNotListedIsUnknown(String name) {
        assertThat(builtIn.categoryOf(TagName.of(name))).isEmpty();
    }

    @Test
    void aHostsEntriesCountLikeTheBuiltInOnesAndReplaceThem() {
        CategoryVocabulary own = builtIn.with(TagName.of("oak"), MATERIAL)
                .withAll(Map.of(TagName.of("Light Grey"), ATTRIBUTE, TagName.of("logo"), TagCategory.of("brand")));

        assertThat(own.categoryOf(TagName.of("oak"))).hasValue(MATERIAL);
        assertThat(own.categoryOf(TagName.of("polished oaks"))).hasValue(MATERIAL);
        assertThat(own.categoryOf(TagName.of("light-gray"))).hasValue(ATTRIBUTE);
        assertThat(own.categoryOf(TagName.of("gray"))).hasValue(COLOR);
        assertThat(own.categoryOf(TagName.of("company logo"))).hasValue(TagCategory.of("brand"));
        assertThat(builtIn.categoryOf(TagName.of("oak"))).hasValue(OBJECT);
    }

    @Test
    void theEmptyVocabularyKnowsOnlyWhatItIsTold() {
        CategoryVocabulary own = CategoryVocabulary.empty().with(TagName.of("oak"), MATERIAL);

        assertThat(own.categoryOf(TagName.of("oak"))).hasValue(MATERIAL);
        assertThat(own.categoryOf(TagName.of("red"))).isEmpty();
        assertThat(CategoryVocabulary.empty().categoryOf(TagName.of("oak"))).isEmpty();
    }
}
