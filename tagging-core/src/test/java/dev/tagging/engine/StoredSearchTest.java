package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tagging.HostFilter;
import dev.tagging.Image;
import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.InvalidQueryException;
import dev.tagging.NewImage;
import dev.tagging.PageRequest;
import dev.tagging.SearchHit;
import dev.tagging.SearchHit.MatchClass;
import dev.tagging.SearchRequest;
import dev.tagging.SearchResults;
import dev.tagging.Shape;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.TagSource;
import dev.tagging.Tagging;
import dev.tagging.UserId;
import dev.tagging.search.SearchExpression;
import dev.tagging.search.SearchExpression.And;
import dev.tagging.search.SearchExpression.Everything;
import dev.tagging.search.SearchExpression.FromSource;
import dev.tagging.search.SearchExpression.InCategory;
import dev.tagging.search.SearchExpression.Not;
import dev.tagging.search.SearchExpression.Or;
import dev.tagging.search.SearchExpression.Tagged;
import dev.tagging.search.SearchExpression.Word;
import dev.tagging.search.SearchExpression.WordOrPrefix;
import dev.tagging.spi.persistence.ImageStore.Stored;
import dev.tagging.spi.persistence.SearchIndex.Filters;
import dev.tagging.spi.persistence.SearchIndex.Found;
import dev.tagging.spi.persistence.SearchIndex.Hit;
import dev.tagging.spi.persistence.SearchIndex.Position;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoredSearchTest {

    private static final TagName BEACH = TagName.of("beach");
    private static final TagName LAKE = TagName.of("lake");
    private static final TagName CROWD = TagName.of("crowd");

    private final InMemoryPersistence database = new InMemoryPersistence();
    private final Tagging tagging = Tagging.builder().persistence(database).build();

    @Test
    void a_blank_text_asks_for_everything() {
        search(SearchRequest.of(" "));

        assertThat(asked()).isEqualTo(new Everything());
        assertThat(database.search().asked().terms()).isEmpty();
    }

    @Test
    void terms_are_the_leaves_of_the_text_alone() {
        search(SearchRequest.of("dog beach ").taggedAll(LAKE));

        assertThat(database.search().asked().terms()).containsExactly(new Word("dog"), new Word("beach"));
    }

    @Test
    void conditions_on_tags_join_the_expression() {
        search(SearchRequest.of("dog")
                .taggedAll(BEACH)
                .taggedAny(LAKE, BEACH)
                .taggedNone(CROWD)
                .category(TagCategory.COLOR)
                .source(TagSource.USER));

        assertThat(asked())
                .isEqualTo(new And(List.of(
                        new WordOrPrefix("dog"),
                        new Tagged(BEACH),
                        new Or(List.of(new Tagged(LAKE), new Tagged(BEACH))),
                        new Not(new Tagged(CROWD)),
                        new InCategory(TagCategory.COLOR),
                        new FromSource(TagSource.USER))));
    }

    @Test
    void conditions_without_text_stand_alone() {
        search(SearchRequest.of("").taggedAny(LAKE, LAKE));
        assertThat(asked()).isEqualTo(new Tagged(LAKE));

        search(SearchRequest.of("").taggedNone(CROWD));
        assertThat(asked()).isEqualTo(new Not(new Tagged(CROWD)));

        search(SearchRequest.of("").taggedAny());
        assertThat(asked()).isEqualTo(new Everything());
    }

    @Test
    void conditions_on_images_are_handed_on() {
        Instant day = Instant.parse("2026-01-01T00:00:00Z");
        HostFilter filter = HostFilter.sql("image_id_long > ?", 5);

        search(SearchRequest.of("")
                .ownedBy(UserId.of("ann"))
                .createdFrom(day)
                .createdBefore(day.plusSeconds(1))
                .contentType("image/*")
                .shape(Shape.SQUARE)
                .where(filter)
                .offset(40)
                .limit(10)
                .countUpTo(77));

        assertThat(database.search().asked().filters())
                .isEqualTo(new Filters(
                        UserId.of("ann"), day, day.plusSeconds(1), "image/*", Shape.SQUARE, List.of(filter)));
        assertThat(database.search().asked().offset()).isEqualTo(40);
        assertThat(database.search().asked().limit()).isEqualTo(10);
        assertThat(database.search().asked().countBound()).isEqualTo(77);
    }

    @Test
    void hits_come_with_their_tags_and_the_terms_they_matched_as_typed() {
        Stored image = image("42");
        tagging.tags().add(image.image().id(), BEACH, UserId.of("ann"));
        database.search()
                .answer(new Found(
                        List.of(new Hit(
                                new Position(MatchClass.SURE_TAGS, image.number()), image.image(), Set.of(2, 0))),
                        false,
                        1,
                        true));

        SearchResults results = search(SearchRequest.of("tag:beach -crowd sand \"dog park\""));

        SearchHit hit = results.hits().get(0);
        assertThat(hit.image()).isEqualTo(image.image());
        assertThat(hit.matchClass()).isEqualTo(MatchClass.SURE_TAGS);
        assertThat(hit.tags()).extracting(ImageTag::name).containsExactly(BEACH);
        assertThat(hit.matchedTerms()).containsExactly("tag:beach", "\"dog park\"");
        assertThat(results.total()).isOne();
        assertThat(results.nextCursor()).isNull();
    }

    @Test
    void a_cursor_leads_behind_the_last_hit() {
        Stored image = image("42");
        database.search()
                .answer(new Found(
                        List.of(new Hit(new Position(MatchClass.ANYWHERE, image.number()), image.image(), Set.of())),
                        true,
                        1_000,
                        false));
        String cursor = Objects.requireNonNull(search(SearchRequest.of("beach")).nextCursor());

        search(SearchRequest.of("beach").after(cursor));

        assertThat(database.search().asked().after()).isEqualTo(new Position(MatchClass.ANYWHERE, image.number()));
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        tagging.tags().getOrCreate(BEACH);
        tagging.tags().getOrCreate(LAKE);
        String cursor =
                Objects.requireNonNull(tagging.tags().list(PageRequest.first(1)).next());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> search(SearchRequest.of("beach").after(cursor)))
                .withMessageStartingWith("this is no cursor of a search");
    }

    @Test
    void a_text_without_meaning_is_refused() {
        assertThatExceptionOfType(InvalidQueryException.class).isThrownBy(() -> search(SearchRequest.of("tag:")));
    }

    @Test
    void when_nothing_is_found_at_all_tags_that_resemble_the_words_are_suggested() {
        tags("beach", "bench", "beach ball", "mountain", "mountains", "sunset");

        assertThat(search(SearchRequest.of("baech montain ")).suggestions())
                .containsExactly("beach", "mountain", "beach ball", "mountains");
        assertThat(search(SearchRequest.of("xylophone")).suggestions()).isEmpty();
        assertThat(search(SearchRequest.of("beach ")).suggestions()).doesNotContain("beach");
        assertThat(search(SearchRequest.of("tag:sunest category:color -bench ")).suggestions())
                .containsExactly("sunset");
    }

    @Test
    void every_term_that_has_letters_is_a_reason_to_suggest() {
        tags("sunset beach", "mountain");

        assertThat(search(SearchRequest.of("\"sunst beach\"")).suggestions()).containsExactly("sunset beach");
        assertThat(search(SearchRequest.of("montai* ")).suggestions()).containsExactly("mountain");
        assertThat(search(SearchRequest.of("montain ")).suggestions()).containsExactly("mountain");
        assertThat(search(SearchRequest.of("montain")).suggestions()).containsExactly("mountain");
        assertThat(search(SearchRequest.of("source:user")).suggestions()).isEmpty();
    }

    @Test
    void nothing_is_suggested_beside_hits_or_behind_the_first_page() {
        tags("beach");
        Stored image = image("42");
        Found nothing = new Found(List.of(), false, 0, true);
        database.search().answer(nothing);
        assertThat(search(SearchRequest.of("baech").offset(20)).suggestions()).isEmpty();

        database.search()
                .answer(new Found(
                        List.of(new Hit(new Position(MatchClass.ANYWHERE, image.number()), image.image(), Set.of())),
                        false,
                        1,
                        true));
        assertThat(search(SearchRequest.of("baech")).suggestions()).isEmpty();
    }

    private SearchResults search(SearchRequest request) {
        return tagging.search().search(request);
    }

    private SearchExpression asked() {
        return database.search().asked().expression();
    }

    private void tags(String... names) {
        for (String name : names) {
            tagging.tags().getOrCreate(TagName.of(name));
        }
    }

    private Stored image(String id) {
        tagging.catalog().register(NewImage.of(id, "beach.jpg"));
        int number = database.look(state -> state.images.lastKey());
        Image image = tagging.catalog().find(ImageId.of(id)).orElseThrow();
        return new Stored(number, image);
    }
}
