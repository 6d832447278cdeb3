package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tagging.ImageId;
import dev.tagging.Page;
import dev.tagging.PageRequest;
import dev.tagging.Tag;
import dev.tagging.TagCategory;
import dev.tagging.spi.AiTag;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tags of a tenant: making, listing, counting and completing them. */
interface VocabularyContract {

    @Test
    default void aTagIsMadeOnceAndThenFound(Host host) {
        Tag made = host.tags().getOrCreate(tag("sea glass"));
        Tag again = host.tags().getOrCreate(tag("sea glass"));

        assertThat(made.name()).isEqualTo(tag("sea glass"));
        assertThat(made.usageCount()).isZero();
        assertThat(again).isEqualTo(made);
        assertThat(host.tags().find(tag("sea glass"))).contains(made);
        assertThat(host.tags().list(PageRequest.first(10)).items()).containsExactly(made);
    }

    @Test
    default void aTagNobodyMadeIsNotFound(Host host) {
        assertThat(host.tags().find(tag("nothing"))).isEmpty();
    }

    @Test
    default void theVocabularyKnowsTheCategoryOfCommonWords(Host host) {
        assertThat(host.tags().getOrCreate(tag("red")).category()).isEqualTo(TagCategory.COLOR);
    }

    @Test
    default void theVocabularyStandsAboveAProvidersCategory(Host host) {
        ImageId image = host.image();

        host.aiSays(image, AiTag.of("red", TagCategory.OBJECT, 95), AiTag.of("qwertz", TagCategory.of("material"), 95));

        assertThat(host.shown(image, "red").category()).isEqualTo(TagCategory.COLOR);
        assertThat(host.shown(image, "qwertz").category()).isEqualTo(TagCategory.of("material"));
    }

    @Test
    default void aTagKeepsTheCategoryItWasMadeWith(Host host) {
        ImageId image = host.image();
        host.aiSays(image, AiTag.of("qwertz", TagCategory.of("material"), 95));

        host.aiSays(image, AiTag.of("qwertz", TagCategory.of("keyboard"), 95));

        assertThat(host.shown(image, "qwertz").category()).isEqualTo(TagCategory.of("material"));
    }

    @Test
    default void popularTagsComeByFallingUseThenByName(Host host) {
        host.imageTagged("lake", "mountain", "beach");
        host.imageTagged("lake", "mountain");
        host.imageTagged("lake", "apple");
        host.tags().getOrCreate(tag("unused"));

        List<Tag> popular = host.tags().popular(10);

        assertThat(popular)
                .extracting(each -> each.name().value(), Tag::usageCount)
                .containsExactly(tuple("lake", 3L), tuple("mountain", 2L), tuple("apple", 1L), tuple("beach", 1L));
        assertThat(host.tags().popular(2)).isEqualTo(popular.subList(0, 2));
    }

    @Test
    default void countsAreTheSameBeforeAndAfterTheyAreFolded(Host host) {
        ImageId first = host.imageTagged("lake", "beach");
        host.imageTagged("lake");
        host.tags().remove(first, "beach", ANN);
        List<Tag> pending = host.tags().popular(10);

        host.fold();

        assertThat(host.tags().popular(10)).isEqualTo(pending);
        assertThat(host.usage("lake")).isEqualTo(2);
        assertThat(host.usage("beach")).isZero();
        assertThat(host.sql()
                        .rows(
                                "select name, usage_count from tagging.tags where tag_no in (?, ?) order by name",
                                host.number("beach"),
                                host.number("lake")))
                .containsExactly("beach|0", "lake|2");
    }

    @Test
    default void changesOnTopOfFoldedCountsAreSeenAtOnce(Host host) {
        host.imageTagged("lake");
        host.imageTagged("lake", "beach");
        host.fold();

        ImageId third = host.imageTagged("beach", "beach house");
        host.imageTagged("beach");
        host.catalog().remove(third);

        assertThat(host.usage("lake")).isEqualTo(2);
        assertThat(host.usage("beach")).isEqualTo(2);
        assertThat(host.tags().popular(10))
                .extracting(each -> each.name().value())
                .containsExactly("beach", "lake");
    }

    @Test
    default void onlyWhatPeopleSeeIsCounted(Host host) {
        ImageId image = host.image();

        host.aiSays(image, AiTag.of("lake", 95), AiTag.of("pond", 60));
        host.tag(image, "lake");

        assertThat(host.usage("lake")).isEqualTo(1);
        assertThat(host.usage("pond")).isZero();
    }

    @Test
    default void allTagsAreListedByCodePointPageByPage(Host host) {
        List<String> inOrder = List.of("apple", "b-side", "beach", "zebra", "éclair", "žluť", "ａｂ", "𠀀");
        for (String name : List.of("ａｂ", "zebra", "beach", "𠀀", "éclair", "apple", "žluť", "b-side")) {
            host.tags().getOrCreate(tag(name));
        }

        List<String> listed = new ArrayList<>();
        Page<Tag> page = host.tags().list(PageRequest.first(3));
        int pages = 1;
        while (true) {
            page.items().forEach(each -> listed.add(each.name().value()));
            String next = page.next();
            if (next == null) {
                break;
            }
            page = host.tags().list(PageRequest.first(3).after(next));
            pages++;
        }

        assertThat(listed).isEqualTo(inOrder);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    default void aPageOfTagsThatTakesTheRestIsTheLast(Host host) {
        host.tags().getOrCreate(tag("beach"));
        host.tags().getOrCreate(tag("lake"));

        assertThat(host.tags().list(PageRequest.first(2)).next()).isNull();
    }

    @Test
    default void aListGoesOnWhereItStoodWhenTagsComeAndGo(Host host) {
        List.of("beach", "desert", "lake", "pond").forEach(name -> host.tags().getOrCreate(tag(name)));
        String cursor = host.tags().list(PageRequest.first(2)).next();
        assertThat(cursor).isNotNull();

        host.tags().merge(tag("desert"), tag("pond"));
        host.tags().getOrCreate(tag("abbey"));
        host.tags().getOrCreate(tag("hill"));

        assertThat(host.tags().list(PageRequest.first(10).after(cursor)).items())
                .extracting(each -> each.name().value())
                .containsExactly("hill", "lake", "pond");
    }

    @Test
    default void oneLetterIsEnoughForSuggestionsMostUsedFirst(Host host) {
        host.imageTagged("bridge", "beach", "lake");
        host.imageTagged("bridge");
        host.tags().getOrCreate(tag("bear"));

        assertThat(suggestions(host, "b")).containsExactly("bridge", "beach", "bear");
        assertThat(host.tags().suggest("b", 2)).hasSize(2);
        assertThat(suggestions(host, "be")).containsExactly("beach", "bear");
    }

    @Test
    default void suggestionsReadWhatIsTypedAsTagsAreRead(Host host) {
        host.imageTagged("golden retriever", "éclair");

        assertThat(suggestions(host, "  Golden   R")).containsExactly("golden retriever");
        assertThat(suggestions(host, "E\u0301CL")).containsExactly("éclair");
    }

    @Test
    default void aBlankPrefixSuggestsThePopularTags(Host host) {
        host.imageTagged("lake", "beach");
        host.imageTagged("lake");

        assertThat(suggestions(host, " ")).containsExactly("lake", "beach");
    }

    @Test
    default void whatNoTagCanBeginWithSuggestsNothing(Host host) {
        host.imageTagged("beach");

        for (String prefix :
                List.of("%", "_", "b%", "\\", "b\\", "'", "b'--", "\u0000", "b\u0000", "-", "x".repeat(60))) {
            assertThat(suggestions(host, prefix)).as(prefix).isEmpty();
        }
    }

    private static List<String> suggestions(Host host, String prefix) {
        return host.tags().suggest(prefix, 10).stream()
                .map(each -> each.name().value())
                .toList();
    }
}
