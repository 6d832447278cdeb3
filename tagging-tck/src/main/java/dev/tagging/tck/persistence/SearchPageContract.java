package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tagging.ConfidenceBand;
import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.PageRequest;
import dev.tagging.SearchHit;
import dev.tagging.SearchRequest;
import dev.tagging.SearchResults;
import dev.tagging.TagName;
import dev.tagging.TaggingException;
import dev.tagging.TaggingPersistenceException;
import dev.tagging.spi.persistence.AssertionStore.AiAssertion;
import dev.tagging.spi.persistence.AssertionStore.AiSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages, over hundreds of images in all classes. */
interface SearchPageContract {

    int IMAGES = 300;

    @Test
    default void pagesByCursorAndByOffsetCoverEverythingExactlyOnceInOneOrder(Host host) {
        List<ImageId> images = holidays(host);

        for (String query : List.of("vacation", "vacation OR beach", "-nowhere", "", "vac*", "vacation -lake")) {
            List<SearchHit> byCursor = byCursor(host, SearchRequest.of(query).limit(37));
            List<SearchHit> byOffset = byOffset(host, SearchRequest.of(query).limit(41));

            assertThat(byCursor).as(query).isEqualTo(byOffset);
            assertThat(byCursor)
                    .as(query)
                    .extracting(hit -> hit.image().id())
                    .containsExactlyInAnyOrderElementsOf(images);
            assertThat(byCursor)
                    .as(query)
                    .isSortedAccordingTo(Comparator.comparing(SearchHit::matchClass)
                            .thenComparing(hit -> hit.image().createdAt(), Comparator.reverseOrder()));
        }
    }

    @Test
    default void allThreeClassesArePaged(Host host) {
        holidays(host);

        assertThat(byCursor(host, SearchRequest.of("vacation").limit(50)))
                .extracting(SearchHit::matchClass)
                .contains(SearchHit.MatchClass.values());
    }

    @Test
    default void pagesWithConditionsCoverWhatTheConditionsLeave(Host host) {
        holidays(host);
        SearchRequest request = SearchRequest.of("vacation").limit(13).ownedBy(ANN);

        List<SearchHit> hits = byCursor(host, request);

        assertThat(hits).isEqualTo(byOffset(host, request)).hasSize(IMAGES / 10);
    }

    @Test
    default void pagesByCursorDoNotShiftWhenImagesCome(Host host) {
        List<ImageId> images = holidays(host);
        SearchRequest request = SearchRequest.of("vacation").limit(90);
        SearchResults first = host.search().search(request);
        List<ImageId> seen = new ArrayList<>(ids(first.hits()));

        host.tag(host.image("vacation.jpg"), "vacation");
        String cursor = first.nextCursor();
        assertThat(cursor).isNotNull();
        byCursor(host, request.after(cursor))
                .forEach(hit -> seen.add(hit.image().id()));

        assertThat(seen).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    default void aPageOfHitsThatTakesTheRestIsTheLast(Host host) {
        host.images(4);

        SearchResults all = host.search().search(SearchRequest.of("").limit(4));
        SearchResults some = host.search().search(SearchRequest.of("").limit(3));
        SearchResults beyond = host.search().search(SearchRequest.of("").offset(4));

        assertThat(all.nextCursor()).isNull();
        assertThat(some.nextCursor()).isNotNull();
        assertThat(beyond.hits()).isEmpty();
        assertThat(beyond.nextCursor()).isNull();
        assertThat(beyond.total()).isEqualTo(4);
    }

    @Test
    default void theTotalIsThatOfAllPages(Host host) {
        holidays(host);
        SearchRequest request = SearchRequest.of("vacation").limit(100);
        SearchResults first = host.search().search(request);
        String cursor = first.nextCursor();
        assertThat(cursor).isNotNull();

        SearchResults second = host.search().search(request.after(cursor));

        assertThat(first.total()).isEqualTo(IMAGES);
        assertThat(second.total()).isEqualTo(IMAGES);
        assertThat(second.exact()).isTrue();
    }

    @Test
    default void aCursorSomebodyMadeUpIsNoDatabaseError(Host host) {
        host.imageTagged("beach");

        for (String madeUp :
                List.of("", "x", "0", "-1", "1:1:1", "' or 1=1 --", "\u0000", "9".repeat(50), "AAAA", "🎉")) {
            for (Throwable thrown : new Throwable[] {
                catchThrowable(
                        () -> host.search().search(SearchRequest.of("beach").after(madeUp))),
                catchThrowable(() -> host.tags().list(PageRequest.first(5).after(madeUp))),
                catchThrowable(() -> host.ai().failed(PageRequest.first(5).after(madeUp)))
            }) {
                assertThat(thrown)
                        .as(madeUp)
                        .satisfiesAnyOf(none -> assertThat(none).isNull(), some -> assertThat(some)
                                .isInstanceOfAny(IllegalArgumentException.class, TaggingException.class)
                                .isNotInstanceOf(TaggingPersistenceException.class));
            }
        }
    }

    /** Images of all classes for "vacation", mixed; every tenth is Ann's. */
    private static List<ImageId> holidays(Host host) {
        List<NewImage> images = IntStream.range(0, IMAGES)
                .mapToObj(i -> NewImage.of(host.newId(), i % 3 == 2 ? "vacation.jpg" : "0.raw"))
                .map(image -> Integer.parseInt(image.id().value()) % 10 == 0 ? image.ownedBy(ANN) : image)
                .toList();
        host.catalog().registerAll(images.iterator(), ImportOptions.defaults().withoutTagging());
        List<ImageId> ids = images.stream().map(NewImage::id).toList();
        List<ImageId> sure = IntStream.range(0, IMAGES)
                .filter(i -> i % 3 == 0)
                .mapToObj(ids::get)
                .toList();
        host.tags().addAll(sure, List.of(tag("vacation")), ANN);
        host.persistence().transactions().required(() -> {
            suggest(
                    host,
                    IntStream.range(0, IMAGES)
                            .filter(i -> i % 3 == 1)
                            .mapToObj(ids::get)
                            .toList());
            return true;
        });
        return ids;
    }

    /** What tagging by AI does, without its calls: hundreds of them would take seconds. */
    private static void suggest(Host host, List<ImageId> images) {
        TagName name = tag("vacation");
        int tenant = host.persistence().images().tenantNumber(host.tenant());
        Map<ImageId, Integer> locked = host.persistence().images().lock(tenant, images);
        int number = host.persistence()
                .tags()
                .getOrCreate(tenant, Map.of(name, Optional.empty()))
                .getOrDefault(name, 0);
        int source = host.persistence().assertions().sourceNumber(new AiSource(host.pipeline(), "scripted", "model-a"));
        AiAssertion assertion = new AiAssertion(number, source, 75.0, ConfidenceBand.MEDIUM);
        locked.values()
                .forEach(image -> host.persistence().assertions().replace(image, host.pipeline(), List.of(assertion)));
    }

    private static List<SearchHit> byCursor(Host host, SearchRequest request) {
        SearchResults page = host.search().search(request);
        List<SearchHit> hits = new ArrayList<>(page.hits());
        for (String next = page.nextCursor(); next != null; next = page.nextCursor()) {
            page = host.search().search(request.after(next));
            assertThat(page.hits()).isNotEmpty();
            hits.addAll(page.hits());
        }
        return hits;
    }

    private static List<SearchHit> byOffset(Host host, SearchRequest request) {
        List<SearchHit> hits = new ArrayList<>();
        List<SearchHit> page;
        do {
            page = host.search().search(request.offset(hits.size())).hits();
            hits.addAll(page);
        } while (!page.isEmpty());
        return hits;
    }

    private static List<ImageId> ids(List<SearchHit> hits) {
        return hits.stream().map(hit -> hit.image().id()).toList();
    }
}
