package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.ImageId;
import dev.tagging.SearchResults;
import dev.tagging.TagName;
import dev.tagging.spi.AiTag;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which images a query finds. */
interface SearchMatchContract {

    @Test
    default void wordsAreFoundByTheirStem(Host host) {
        ImageId image = host.image("dogs_playing.jpg");
        host.tag(image, "running shoes");

        for (String query : List.of("run ", "runs ", "running ", "shoe ", "dog ", "played ", "dogs shoe ")) {
            assertThat(host.find(query)).as(query).containsExactly(image);
        }
        assertThat(host.find("ran ")).isEmpty();
    }

    @Test
    default void aStarFindsWordsThatBeginSo(Host host) {
        ImageId running = host.imageTagged("running");
        ImageId party = host.image("parties.jpg");

        assertThat(host.find("runnin*")).containsExactly(running);
        assertThat(host.find("ru*")).containsExactly(running);
        assertThat(host.find("partie*")).containsExactly(party);
        assertThat(host.find("unning*")).isEmpty();
        assertThat(host.find("runnings*")).isEmpty();
    }

    @Test
    default void aStarLooksAtWordsAndNotAtTheirStems(Host host) {
        ImageId image = host.imageTagged("happy");

        assertThat(host.find("happ*")).containsExactly(image);
        assertThat(host.find("happi*")).isEmpty();
    }

    @Test
    default void theLastWordMayBeUnfinished(Host host) {
        ImageId image = host.imageTagged("sunset", "beach house");

        assertThat(host.find("sunset bea")).containsExactly(image);
        assertThat(host.find("sunset hou")).containsExactly(image);
        assertThat(host.find("sunset bea ")).isEmpty();
        assertThat(host.find("bea sunset")).isEmpty();
    }

    @Test
    default void allWordsMustMatchWhereverTheyAre(Host host) {
        ImageId image = host.image("vacation.jpg");
        host.tag(image, "beach", "golden retriever");
        host.imageTagged("beach");

        assertThat(host.find("beach vacation ")).containsExactly(image);
        assertThat(host.find("retriever beach golden ")).containsExactly(image);
        assertThat(host.find("beach AND vacation ")).containsExactly(image);
        assertThat(host.find("beach vacation lake ")).isEmpty();
    }

    @Test
    default void aPhraseStandsInOneTagOrInTheFilename(Host host) {
        ImageId tagged = host.imageTagged("golden retriever puppy");
        ImageId hyphened = host.imageTagged("golden-retriever");
        ImageId named = host.image("my golden_retriever.jpg");
        ImageId apart = host.imageTagged("golden", "retriever");
        ImageId neighbours = host.imageTagged("all golden", "retriever one");
        ImageId across = host.image("retriever.jpg");
        host.tag(across, "golden");

        assertThat(host.find("\"golden retriever\"")).containsExactlyInAnyOrder(tagged, hyphened, named);
        assertThat(host.find("golden-retriever")).containsExactlyInAnyOrder(tagged, hyphened, named);
        assertThat(host.find("\"retriever golden\"")).isEmpty();
        assertThat(host.find("\"golden puppy\"")).isEmpty();
        assertThat(host.find("golden retriever ")).contains(apart, neighbours, across);
    }

    @Test
    default void oneOfSeveralIsEnough(Host host) {
        ImageId beach = host.imageTagged("beach");
        ImageId lake = host.imageTagged("lake");
        ImageId pond = host.imageTagged("pond");

        assertThat(host.find("beach OR lake")).containsExactlyInAnyOrder(beach, lake);
        assertThat(host.find("beach | \"lake\" | pon*")).containsExactlyInAnyOrder(beach, lake, pond);
        assertThat(host.find("beach lake OR pond")).containsExactly(pond);
    }

    @Test
    default void whatIsExcludedIsNotFound(Host host) {
        ImageId calm = host.imageTagged("beach");
        ImageId crowded = host.imageTagged("beach", "crowd");
        ImageId dog = host.image("golden retriever.jpg");

        assertThat(host.find("beach -crowd")).containsExactly(calm);
        assertThat(host.find("-crowd")).containsExactlyInAnyOrder(calm, dog);
        assertThat(host.find("-\"golden retriever\" -crowd")).containsExactly(calm);
        assertThat(host.find("-tag:beach")).containsExactly(dog);
        assertThat(host.find("-source:user")).containsExactly(dog);
        assertThat(host.find("-(beach OR retriever)")).isEmpty();
        assertThat(host.find("crowd -crowd")).isEmpty();
        assertThat(host.find("-(-crowd)")).containsExactly(crowded);
    }

    @Test
    default void groupsCombine(Host host) {
        ImageId beach = host.imageTagged("beach", "sunset");
        ImageId lake = host.imageTagged("lake", "sunset");
        host.imageTagged("beach");
        ImageId both = host.imageTagged("beach", "lake");

        assertThat(host.find("(beach OR lake) sunset")).containsExactlyInAnyOrder(beach, lake);
        assertThat(host.find("(beach OR lake) -(beach lake) sunset")).containsExactlyInAnyOrder(beach, lake);
        assertThat(host.find("beach (lake OR (sunset -lake))")).containsExactlyInAnyOrder(beach, both);
    }

    @Test
    default void aTagIsFoundExactly(Host host) {
        ImageId beach = host.imageTagged("beach");
        ImageId house = host.imageTagged("beach house");
        host.image("beach.jpg");

        assertThat(host.find("tag:beach")).containsExactly(beach);
        assertThat(host.find("tag:BEACH")).containsExactly(beach);
        assertThat(host.find("tag:\"Beach  House\"")).containsExactly(house);
        assertThat(host.find("tag:beaches")).isEmpty();
        assertThat(host.find("tag:bea")).isEmpty();
    }

    @Test
    default void categoriesAndSourcesOfShownTagsAreFound(Host host) {
        ImageId red = host.imageTagged("red");
        ImageId byModel = host.image();
        host.aiSays(byModel, AiTag.of("red", 95));
        ImageId byBoth = host.imageTagged("red");
        host.aiSays(byBoth, AiTag.of("red", 95));
        ImageId unsure = host.image();
        host.aiSays(unsure, AiTag.of("red", 60));

        assertThat(host.find("category:color")).containsExactlyInAnyOrder(red, byModel, byBoth);
        assertThat(host.find("source:user")).containsExactlyInAnyOrder(red, byBoth);
        assertThat(host.find("source:ai")).containsExactly(byModel);
        assertThat(host.find("category:scene")).isEmpty();
        assertThat(host.find("category:color source:ai")).containsExactly(byModel);
        assertThat(host.find("color ")).isEmpty();
    }

    @Test
    default void whatPeopleDoNotSeeIsNotFound(Host host) {
        ImageId unsure = host.image();
        host.aiSays(unsure, AiTag.of("beach", 60));
        ImageId removed = host.imageTagged("beach");
        host.tags().remove(removed, "beach", ANN);

        for (String query : List.of("beach", "bea*", "tag:beach", "source:user", "source:ai", "\"beach\"")) {
            assertThat(host.find(query)).as(query).isEmpty();
        }
        host.tags().restore(removed, tag("beach"), ANN);
        assertThat(host.find("beach")).containsExactly(removed);
    }

    @Test
    default void aChangeIsFoundOrGoneInTheNextStatement(Host host) {
        ImageId image = host.image();

        host.tags().add(image, "beach", ANN);
        List<ImageId> added = host.find("beach");
        host.tags().remove(image, "beach", ANN);
        List<ImageId> removed = host.find("beach");

        assertThat(added).containsExactly(image);
        assertThat(removed).isEmpty();
    }

    @Test
    default void filenamesAreFoundByTheirWordsHoweverTheyAreWritten(Host host) {
        ImageId snake = host.image("beach_vacation_2025.jpg");
        ImageId camel = host.image("BeachVacation.JPG");
        ImageId phone = host.image("DCIM/IMG_1234.HEIC");
        ImageId umlaut = host.image("urlaub/Rügen-Küste (3).png");

        assertThat(host.find("beach")).containsExactlyInAnyOrder(snake, camel);
        assertThat(host.find("\"beach vacation\"")).containsExactlyInAnyOrder(snake, camel);
        assertThat(host.find("vacation 2025 ")).containsExactly(snake);
        assertThat(host.find("beachvacation ")).containsExactly(camel);
        assertThat(host.find("BeachVacation.JPG")).containsExactly(camel);
        assertThat(host.find("beach_vacation_2025.jpg")).containsExactly(snake);
        assertThat(host.find("1234 ")).containsExactly(phone);
        assertThat(host.find("IMG_1234")).containsExactly(phone);
        assertThat(host.find("dcim")).containsExactly(phone);
        assertThat(host.find("KÜSTE")).containsExactly(umlaut);
        assertThat(host.find("ku\u0308ste")).containsExactly(umlaut);
        assertThat(host.find("jpg ")).containsExactlyInAnyOrder(snake, camel);
    }

    @Test
    default void noWordIsTooCommonToBeATag(Host host) {
        ImageId who = host.imageTagged("the who");
        ImageId can = host.imageTagged("can");

        assertThat(host.find("the who ")).containsExactly(who);
        assertThat(host.find("\"the who\"")).containsExactly(who);
        assertThat(host.find("can ")).containsExactly(can);
    }

    @Test
    default void everyScriptIsFound(Host host) {
        ImageId dog = host.imageTagged("犬", "пляж у моря", "شاطئ البحر", "plage d été");

        for (String query : List.of("犬", "пляж ", "ПЛЯ*", "\"у моря\"", "شاطئ ", "البح*", "ÉTÉ ", "plage-d")) {
            assertThat(host.find(query)).as(query).containsExactly(dog);
        }
    }

    @Test
    default void apostrophesDoNotMatter(Host host) {
        ImageId image = host.image("valentine's day.jpg");

        assertThat(host.find("valentines ")).containsExactly(image);
        assertThat(host.find("Valentine’s ")).containsExactly(image);
    }

    @Test
    default void wordsThatLookLikeSyntaxAreJustWords(Host host) {
        ImageId image = host.image("a&b|c!d (e) 'f' \\g :h* <-> i.jpg");
        host.tag(image, "or", "and", "not-so");

        for (String query : List.of("c d ", "\"a b c d e f g h i\"", "g ", "tag:or", "tag:not-so", "or and so ")) {
            assertThat(host.find(query)).as(query).containsExactly(image);
        }
    }

    @Test
    default void longWordsFindThemselves(Host host) {
        String longest = "x".repeat(900);
        ImageId image = host.image(longest + ".jpg");

        assertThat(host.find(longest)).containsExactly(image);
        assertThat(host.find("x".repeat(50) + "*")).containsExactly(image);
        assertThat(host.find("x".repeat(50) + " ")).isEmpty();
    }

    @Test
    default void anImageWithVeryManyWordsIsFoundByAllOfItsTags(Host host) {
        ImageId image = host.image("word ".repeat(200) + "x.jpg");
        List<TagName> tags = IntStream.range(0, 300)
                .mapToObj(i -> tag("some long tag number " + i))
                .toList();
        host.tags().addAll(List.of(image), tags, ANN);

        assertThat(host.find("tag:\"some long tag number 299\"")).containsExactly(image);
        assertThat(host.find("\"number 173\"")).containsExactly(image);
        assertThat(host.find("\"173 some\"")).isEmpty();
    }

    @Test
    default void aBlankQueryFindsEverythingNewestFirst(Host host) {
        List<ImageId> images = host.images(3);

        assertThat(host.find("  ")).containsExactly(images.get(2), images.get(1), images.get(0));
    }

    @Test
    default void whenNothingIsFoundTagsLikeTheWordsAreSuggested(Host host) {
        host.imageTagged("beach", "mountain");
        host.tags().getOrCreate(tag("beech"));
        host.fold();

        SearchResults nothing = host.search().search("beeach ");

        assertThat(nothing.hits()).isEmpty();
        assertThat(nothing.total()).isZero();
        assertThat(nothing.exact()).isTrue();
        assertThat(nothing.nextCursor()).isNull();
        assertThat(nothing.suggestions()).contains("beach").doesNotContain("beech", "mountain");
        assertThat(host.search().search("beach").suggestions()).isEmpty();
        assertThat(host.search().search("qqqqqq ").suggestions()).isEmpty();
    }

    @Test
    default void tagsUsedJustNowAreSuggestedToo(Host host) {
        host.imageTagged("beach");

        assertThat(host.search().search("beeach ").suggestions()).containsExactly("beach");
    }

    @Test
    default void aMistypedWordSuggestsTagsThatHaveItAmongOthers(Host host) {
        host.imageTagged("golden retriever");
        host.fold();

        assertThat(host.search().search("retreiver ").suggestions()).containsExactly("golden retriever");
        assertThat(host.search().search("\"golden retreiver\"").suggestions()).containsExactly("golden retriever");
    }
}
