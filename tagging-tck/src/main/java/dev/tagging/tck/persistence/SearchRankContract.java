package dev.tagging.tck.persistence;

import static dev.tagging.SearchHit.MatchClass.ANYWHERE;
import static dev.tagging.SearchHit.MatchClass.SHOWN_TAGS;
import static dev.tagging.SearchHit.MatchClass.SURE_TAGS;
import static dev.tagging.tck.persistence.Host.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tagging.ImageId;
import dev.tagging.SearchHit;
import dev.tagging.SearchRequest;
import dev.tagging.SearchResults;
import dev.tagging.spi.AiTag;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** In which order hits come, and what is said of each. */
interface SearchRankContract {

    @Test
    default void sureTagsComeBeforeShownOnesBeforeTheFilenameAndTheNewestFirst(Host host) {
        ImageId person = host.imageTagged("beach");
        ImageId high = host.image();
        host.aiSays(high, AiTag.of("beach", 95));
        ImageId medium = host.image();
        host.aiSays(medium, AiTag.of("beach", 75));
        ImageId named = host.image("beach.jpg");
        ImageId alsoMedium = host.image("beach.jpg");
        host.aiSays(alsoMedium, AiTag.of("beach", 75));
        ImageId alsoNamed = host.image("beach.jpg");
        ImageId everywhere = host.image("beach.jpg");
        host.aiSays(everywhere, AiTag.of("beach", 75));
        host.tag(everywhere, "beach");

        SearchResults results = host.search().search("beach");

        assertThat(results.hits())
                .extracting(hit -> hit.image().id(), SearchHit::matchClass)
                .containsExactly(
                        tuple(everywhere, SURE_TAGS),
                        tuple(high, SURE_TAGS),
                        tuple(person, SURE_TAGS),
                        tuple(alsoMedium, SHOWN_TAGS),
                        tuple(medium, SHOWN_TAGS),
                        tuple(alsoNamed, ANYWHERE),
                        tuple(named, ANYWHERE));
        assertThat(results.total()).isEqualTo(7);
        assertThat(results.exact()).isTrue();
        assertThat(results.nextCursor()).isNull();
    }

    @Test
    default void theWeakestTermDecidesTheClass(Host host) {
        ImageId sureAndNamed = host.image("sunset.jpg");
        host.tag(sureAndNamed, "beach");
        ImageId sureAndShown = host.imageTagged("beach");
        host.aiSays(sureAndShown, AiTag.of("sunset", 75));
        ImageId sure = host.imageTagged("beach", "sunset");

        for (String query : List.of("beach sunset", "sunset beach", "beac* \"sunset\"")) {
            assertThat(classes(host, query))
                    .as(query)
                    .containsExactly(
                            tuple(sure, SURE_TAGS), tuple(sureAndShown, SHOWN_TAGS), tuple(sureAndNamed, ANYWHERE));
        }
    }

    @Test
    default void theBestAlternativeDecidesTheClass(Host host) {
        ImageId image = host.image("lake.jpg");
        host.aiSays(image, AiTag.of("beach", 75));

        assertThat(classes(host, "lake OR beach")).containsExactly(tuple(image, SHOWN_TAGS));
        assertThat(classes(host, "lake OR pond")).containsExactly(tuple(image, ANYWHERE));

        host.tag(image, "pond");
        assertThat(classes(host, "lake OR beach OR pond")).containsExactly(tuple(image, SURE_TAGS));
    }

    @Test
    default void phrasesAndFieldsHaveClassesToo(Host host) {
        ImageId sure = host.imageTagged("golden retriever");
        ImageId shown = host.image();
        host.aiSays(shown, AiTag.of("golden retriever", 75));
        ImageId named = host.image("golden retriever.jpg");

        assertThat(classes(host, "\"golden retriever\""))
                .containsExactly(tuple(sure, SURE_TAGS), tuple(shown, SHOWN_TAGS), tuple(named, ANYWHERE));
        assertThat(classes(host, "tag:\"golden retriever\""))
                .containsExactly(tuple(sure, SURE_TAGS), tuple(shown, SHOWN_TAGS));
    }

    @Test
    default void anImageComesInItsBestClassOnly(Host host) {
        ImageId image = host.image("beach.jpg");
        host.tag(image, "beach", "beach house");

        assertThat(classes(host, "beach")).containsExactly(tuple(image, SURE_TAGS));
        host.tags().remove(image, "beach", ANN);
        host.tags().remove(image, "beach house", ANN);
        assertThat(classes(host, "beach")).containsExactly(tuple(image, ANYWHERE));
    }

    @Test
    default void aHitTellsEverythingPeopleSeeOfTheImage(Host host) {
        ImageId image = host.image("beach.jpg");
        host.aiSays(image, AiTag.of("lake", 95), AiTag.of("pond", 75), AiTag.of("sea", 60));
        host.tag(image, "vacation");

        SearchHit hit = host.search().search("beach").hits().get(0);

        assertThat(hit.image()).isEqualTo(host.catalog().find(image).orElseThrow());
        assertThat(hit.tags()).isEqualTo(host.tags().tagsOf(image)).hasSize(3);
    }

    @Test
    default void aHitTellsWhichTermsItMatchedAsTyped(Host host) {
        ImageId sunny = host.image("vacation.jpg");
        host.tag(sunny, "sunset", "golden retriever");
        ImageId plain = host.image("BEACH.jpg");

        List<SearchHit> hits = host.search()
                .search("Vacat* OR \"Golden Retriever\" OR tag:sunset OR source:user OR beach -lake")
                .hits();

        assertThat(hits)
                .extracting(hit -> hit.image().id(), SearchHit::matchedTerms)
                .containsExactlyInAnyOrder(
                        tuple(sunny, List.of("Vacat*", "\"Golden Retriever\"", "tag:sunset", "source:user")),
                        tuple(plain, List.of("beach")));
    }

    @Test
    default void totalsAreExactUpToTheirBound(Host host) {
        host.images(6);
        host.tags().addAll(host.images(4), List.of(Host.tag("beach")), ANN);

        assertThat(total(host, "", 11)).isEqualTo(tuple(10L, true));
        assertThat(total(host, "", 10)).isEqualTo(tuple(10L, true));
        assertThat(total(host, "", 9)).isEqualTo(tuple(9L, false));
        assertThat(total(host, "beach", 1_000)).isEqualTo(tuple(4L, true));
        assertThat(total(host, "beach", 3)).isEqualTo(tuple(3L, false));
        assertThat(total(host, "-beach", 1_000)).isEqualTo(tuple(6L, true));
        assertThat(total(host, "lake", 0)).isEqualTo(tuple(0L, true));
    }

    private static Tuple total(Host host, String query, int bound) {
        SearchResults results =
                host.search().search(SearchRequest.of(query).limit(2).countUpTo(bound));
        return tuple(results.total(), results.exact());
    }

    private static List<Tuple> classes(Host host, String query) {
        return host.search().search(query).hits().stream()
                .map(hit -> tuple(hit.image().id(), hit.matchClass()))
                .toList();
    }
}
