package dev.tagging.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.HostFilter;
import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.SearchHit;
import dev.tagging.SearchHit.MatchClass;
import dev.tagging.SearchRequest;
import dev.tagging.SearchResults;
import dev.tagging.Shape;
import dev.tagging.TagName;
import dev.tagging.Tagging;
import dev.tagging.UserId;
import dev.tagging.tck.PostgresDatabase;
import dev.tagging.tck.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of common words searches read the newest images first, of rare ones the index, and where the newest do not give enough, the
 * index after them. Whichever it is, they find what going through all images by hand finds.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SearchWaysIT {

    private static final int IMAGES = 1_000;

    /** All of the same length: images of a batch are numbered in the order of their names. */
    private static final int FIRST = 1_001;

    private static final int LAST = FIRST + IMAGES - 1;
    private static final int MIDDLE = FIRST + IMAGES / 2;
    private static final int PAGE = 40;
    private static final UserId ANN = UserId.of("ann");

    private static final String SUGGESTED =
            """
            with s as (
                insert into tagging.sources (pipeline, provider, model) values ('default', 'p', 'm') returning source_no
            )
            insert into tagging.image_tags (image_no, tag_no, source_no, band, confidence)
            select i.image_no, t.tag_no, s.source_no, 2, 75
            from s, tagging.images i, tagging.tags t
            where t.name = 'lake' and i.image_id_long % 4 = 1
            """;

    private static final String PORTRAITS =
            "update tagging.images set width = 3, height = 4 where image_id_long % 3 = 1";

    /** Not in the order of their numbers. */
    private static final String LONG_AGO =
            "update tagging.images set created_at = '2020-05-05' where image_id_long % 8 = 3";

    private PostgresDatabase database;
    private Tagging tagging;

    @BeforeAll
    void fill() throws SQLException {
        database = PostgresServer.newDatabase("tagging", TaggingSchema::migrate);
        try (Tagging filling = connect()) {
            filling.catalog()
                    .registerAll(
                            IntStream.rangeClosed(FIRST, LAST)
                                    .mapToObj(SearchWaysIT::image)
                                    .iterator(),
                            ImportOptions.defaults());
            for (String tag : List.of("lake", "red", "old", "new", "rare")) {
                List<ImageId> tagged = IntStream.rangeClosed(FIRST, LAST)
                        .filter(number -> isSure(number, tag))
                        .mapToObj(ImageId::of)
                        .toList();
                filling.tags().addAll(tagged, List.of(TagName.of(tag)), ANN);
            }
        }
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SUGGESTED);
            statement.execute(PORTRAITS);
            statement.execute(LONG_AGO);
            statement.execute("analyze");
        }
        // not before: what is common is looked up with the first search
        tagging = connect();
    }

    @AfterAll
    void close() {
        tagging.close();
        database.close();
    }

    private Tagging connect() {
        return Tagging.builder()
                .persistence(JdbcPersistence.create(database.dataSource()))
                .build();
    }

    private static NewImage image(int number) {
        return NewImage.of(Integer.toString(number), number % 5 == 0 ? "red_lake.jpg" : "img.jpg")
                .ownedBy(number % 400 == 0 ? "bob" : number % 7 == 0 ? "ann" : "eve");
    }

    private static boolean isSure(int number, String tag) {
        return switch (tag) {
            case "lake" -> number % 3 == 0;
            case "red" -> number % 2 == 0;
            case "old" -> number <= MIDDLE;
            case "new" -> number > MIDDLE;
            case "rare" -> number % 250 == 0;
            default -> false;
        };
    }

    private static boolean has(int number, String word, MatchClass in) {
        boolean named = number % 5 == 0 ? List.of("red", "lake").contains(word) : word.equals("img");
        return switch (in) {
            case SURE_TAGS -> isSure(number, word);
            case SHOWN_TAGS -> isSure(number, word) || (word.equals("lake") && number % 4 == 1);
            case ANYWHERE -> has(number, word, MatchClass.SHOWN_TAGS) || named;
        };
    }

    /** What is asked, and whether an image answers it in a class. */
    private record Query(String text, Answer answer) {
        @Override
        public String toString() {
            return text;
        }
    }

    @FunctionalInterface
    private interface Answer {
        boolean isGiven(int number, MatchClass in);
    }

    private record Filter(String name, UnaryOperator<SearchRequest> request, IntPredicate passes) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Query words(String text, String... words) {
        return new Query(text, (number, in) -> Stream.of(words).allMatch(word -> has(number, word, in)));
    }

    static Stream<Arguments> searches() {
        List<Query> queries = List.of(
                words(""),
                words("lake ", "lake"),
                words("rare ", "rare"),
                words("img ", "img"),
                words("old ", "old"),
                words("lake red ", "lake", "red"),
                words("old new ", "old", "new"),
                words("la*", "lake"),
                new Query("rare OR lake ", (number, in) -> has(number, "rare", in) || has(number, "lake", in)),
                new Query("lake -old ", (number, in) -> has(number, "lake", in) && number > MIDDLE),
                new Query("-new ", (number, in) -> number <= MIDDLE),
                new Query("\"red lake\"", (number, in) -> in == MatchClass.ANYWHERE && number % 5 == 0),
                new Query(
                        "source:ai ",
                        (number, in) -> in != MatchClass.SURE_TAGS && number % 4 == 1 && number % 3 != 0));
        List<Filter> filters = List.of(
                new Filter("all", request -> request, number -> true),
                new Filter(
                        "of eve",
                        request -> request.ownedBy(UserId.of("eve")),
                        number -> number % 400 != 0 && number % 7 != 0),
                new Filter("of bob", request -> request.ownedBy(UserId.of("bob")), number -> number % 400 == 0),
                new Filter(
                        "of long ago",
                        request -> request.createdFrom(Instant.parse("2020-05-01T00:00:00Z"))
                                .createdBefore(Instant.parse("2020-06-01T00:00:00Z")),
                        number -> number % 8 == 3),
                new Filter("portraits", request -> request.shape(Shape.PORTRAIT), number -> number % 3 == 1),
                new Filter(
                        "the host's",
                        request -> request.where(HostFilter.sql("image_id_long % ? = 0", 11)),
                        number -> number % 11 == 0));
        return queries.stream().flatMap(query -> filters.stream().map(filter -> Arguments.of(query, filter)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource
    void searches(Query query, Filter filter) {
        List<String> expected = expected(query, filter);
        SearchRequest request = filter.request()
                .apply(SearchRequest.of(query.text()).limit(PAGE).countUpTo(PAGE / 2));

        SearchResults first = tagging.search().search(request);
        assertThat(pages(request)).isEqualTo(expected);
        assertThat(first.total()).isEqualTo(Math.min(PAGE / 2, expected.size()));
        assertThat(first.exact()).isEqualTo(expected.size() <= PAGE / 2);

        int skip = expected.size() / 2;
        SearchResults later = tagging.search().search(request.offset(skip).countUpTo(IMAGES));
        assertThat(later.hits())
                .extracting(SearchWaysIT::place)
                .isEqualTo(expected.stream().skip(skip).limit(PAGE).toList());
        assertThat(later.total()).isEqualTo(expected.size());
        assertThat(later.exact()).isTrue();
    }

    @Test
    void totalsBeyondTheNewestAreCountedToo() {
        SearchResults results =
                tagging.search().search(SearchRequest.of("").limit(5).countUpTo(10_000));

        assertThat(results.total()).isEqualTo(IMAGES);
        assertThat(results.exact()).isTrue();
    }

    private List<String> pages(SearchRequest request) {
        List<String> places = new ArrayList<>();
        SearchResults page = tagging.search().search(request);
        page.hits().forEach(hit -> places.add(place(hit)));
        while (page.nextCursor() != null) {
            page = tagging.search().search(request.after(page.nextCursor()));
            page.hits().forEach(hit -> places.add(place(hit)));
        }
        return places;
    }

    private static String place(SearchHit hit) {
        return hit.matchClass() + " " + hit.image().id();
    }

    private static List<String> expected(Query query, Filter filter) {
        List<String> places = new ArrayList<>();
        for (MatchClass in : MatchClass.values()) {
            IntStream.rangeClosed(FIRST, LAST)
                    .boxed()
                    .sorted(Comparator.reverseOrder())
                    .filter(number -> filter.passes().test(number) && best(query, number) == in)
                    .forEach(number -> places.add(in + " " + number));
        }
        return places;
    }

    private static @Nullable MatchClass best(Query query, int number) {
        return Stream.of(MatchClass.values())
                .filter(in -> query.answer().isGiven(number, in))
                .findFirst()
                .orElse(null);
    }
}
