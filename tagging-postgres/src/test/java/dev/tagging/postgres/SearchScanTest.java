package dev.tagging.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.Shape;
import dev.tagging.postgres.TextQuery.Kind;
import dev.tagging.spi.persistence.SearchIndex.Filters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchScanTest {

    private static final Filters NONE = new Filters(null, null, null, null, null, List.of());
    private static final Filters PORTRAITS = new Filters(null, null, null, null, Shape.PORTRAIT, List.of());

    @ParameterizedTest
    @CsvSource({
        // limit, images, share from which on a word is common: the square root of limit / images
        "1000, 1000000, 0.0317",
        "21, 1000000, 0.0046",
        "1000, 100000000, 0.00316"
    })
    void whatIsCommonIsReadFromTheNewestOnAndByTheIndexWhereThatIsNotEnough(int limit, double images, double share) {
        assertThat(ways(share * 1.01, NONE, limit, images))
                .satisfiesExactly(SearchScanTest::readsNewest, SearchScanTest::readsIndex);
        assertThat(ways(share * 0.99, NONE, limit, images)).satisfiesExactly(SearchScanTest::readsIndex);
    }

    @Test
    void theNewestAreReadAsFarAsAWindowThatGrowsWithTheSquareRootOfAllImages() {
        assertThat(ways(0.5, NONE, 1_000, 1_000_000).get(0).toString()).contains("limit 65536");
        assertThat(ways(0.5, NONE, 1_000, 4_000_000).get(0).toString()).contains("limit 131072");
        assertThat(ways(0.5, NONE, 1_000, 1e12).get(0).toString()).contains("limit 67108864");
    }

    @Test
    void withoutStatisticsOnlyTheIndexIsRead() {
        assertThat(ways(0, NONE, 1_000, 0)).satisfiesExactly(SearchScanTest::readsIndex);
    }

    @Test
    void everythingIsReadFromTheNewestOnAndNoFartherThanNeeded() {
        List<SqlText> ways = ways(TextQuery.ALWAYS, NONE, 21, 1_000_000);

        assertThat(ways).satisfiesExactly(SearchScanTest::readsNewest);
        assertThat(ways.get(0).toString()).contains("limit 21) s");
    }

    @Test
    void everythingThatPassesAFilterMayBeFartherAway() {
        assertThat(ways(TextQuery.ALWAYS, PORTRAITS, 21, 1_000_000))
                .satisfiesExactly(SearchScanTest::readsNewest, SearchScanTest::readsIndex);
    }

    @Test
    void plansAreKeptUnlessFiltersDecide() {
        assertThat(ways(0, NONE, 21, 1_000_000).get(0).toString()).contains("@@ (select ?::tsquery)");
        assertThat(ways(0, PORTRAITS, 21, 1_000_000).get(0).toString()).contains("@@ ?::tsquery");
    }

    private static List<SqlText> ways(double share, Filters filters, int limit, double images) {
        return ways(new TextQuery(Kind.QUERY, "'1lake'", share), filters, limit, images);
    }

    private static List<SqlText> ways(TextQuery text, Filters filters, int limit, double images) {
        return new SearchScan(1, text, filters, null).ways(limit, images, vector -> new SqlText().add("0"));
    }

    private static void readsNewest(SqlText way) {
        assertThat(way.toString())
                .contains("order by i.image_no desc limit")
                .endsWith("order by s.image_no desc limit ?");
    }

    private static void readsIndex(SqlText way) {
        assertThat(way.toString()).endsWith("offset 0) x order by image_no desc limit ?");
    }
}
