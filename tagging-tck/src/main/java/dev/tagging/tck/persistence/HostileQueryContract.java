package dev.tagging.tck.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.ImageId;
import dev.tagging.InvalidQueryException;
import dev.tagging.SearchResults;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Whatever is typed is understood, or refused with a position; the database never complains. */
interface HostileQueryContract {

    List<String> HOSTILE = List.of(
            "\"",
            "\"\"",
            "\"\"\"",
            "\"unclosed phrase",
            "unopened phrase\"",
            "'",
            "''",
            "beach'",
            "'; drop table tagging.images; --",
            "beach'; delete from tagging.tags where 'a'='a",
            "1' or '1'='1",
            "$1",
            "$$ select 1 $$",
            "? ?? ?",
            ":name",
            "%",
            "_",
            "b%ch",
            "\\",
            "beach\\",
            "\\'",
            "\\\\\\\"",
            "beach\\:*",
            "OR",
            "AND",
            "OR OR OR",
            "beach OR",
            "OR beach",
            "|",
            "beach || lake",
            "beach && lake",
            "beach & !lake",
            "beach <-> lake",
            "beach <2> lake",
            "!beach",
            "beach:*",
            "beach:A",
            "*",
            "**",
            "b*ch",
            "*beach",
            "beach**",
            "-",
            "--",
            "---beach",
            "-\"\"",
            "-()",
            "()",
            "(",
            ")",
            ")(",
            "((beach)",
            "(beach))",
            "beach ( lake",
            "tag:",
            "tag:\"",
            "tag:!!!",
            "tag:''",
            "tag:-",
            "tag::beach",
            "-tag:",
            "category:",
            "category:'; select 1",
            "category:ÄÖ",
            "source:",
            "source:root",
            "source:USER OR source:",
            "unknown:field",
            "http://example.org/?q=a&b=c#d",
            "\u0000",
            "beach\u0000",
            "be\u0000ach",
            "\u0007\u001b[31m",
            "\t\n\r",
            "\u00a0\u2003\u3000",
            "\u200b",
            "\ufeffbeach",
            "\ud800",
            "\udc00beach",
            "beach\ud83d",
            "🎉",
            "🎉*",
            "👩‍👩‍👧‍👦",
            "tag:🎉",
            "\u202ebeach",
            "שלום beach",
            "مرحبا*",
            "\u0301",
            "e\u0301\u0301\u0301\u0301\u0301\u0301",
            "ﬁsh",
            "ǅ",
            "İstanbul",
            "ß*",
            "e".repeat(10_000),
            "e ".repeat(5_000),
            "e".repeat(1_000),
            "(".repeat(10_000),
            "(".repeat(900) + "beach" + ")".repeat(90),
            "-(".repeat(16) + "beach",
            "-".repeat(999) + "a",
            "\"".repeat(999),
            "a OR ".repeat(199) + "a",
            "* ".repeat(400),
            "tag:a ".repeat(100),
            "\"" + "golden ".repeat(63) + "\"",
            "a-b".repeat(200),
            "x:".repeat(400),
            "😀".repeat(400));

    @Test
    default void whateverIsTypedGivesResultsOrAReason(Host host) {
        ImageId image = host.image("beach.jpg");
        host.tag(image, "beach");
        SoftAssertions softly = new SoftAssertions();

        for (String query : HOSTILE) {
            try {
                SearchResults results = host.search().search(query);
                softly.assertThat(results.hits()).as(printable(query)).hasSizeLessThanOrEqualTo(1);
            } catch (InvalidQueryException refused) {
                softly.assertThat(refused.position()).as(printable(query)).isBetween(0, query.length());
                softly.assertThat(refused.getMessage()).as(printable(query)).isNotBlank();
            } catch (RuntimeException e) {
                softly.fail("'" + printable(query) + "': " + e, e);
            }
        }

        softly.assertAll();
        assertThat(host.find("beach")).containsExactly(image);
    }

    @Test
    default void theLargestQueriesAllowedWork(Host host) {
        ImageId image = host.imageTagged("word7", "deep");
        String words = IntStream.range(0, 64).mapToObj(i -> "word" + i).collect(Collectors.joining(" OR "));
        String prefixes = IntStream.range(0, 64).mapToObj(i -> "w" + i + "*").collect(Collectors.joining(" OR "));
        String excluded = IntStream.range(0, 64).mapToObj(i -> "-no" + i).collect(Collectors.joining(" "));

        assertThat(host.find(words)).containsExactly(image);
        assertThat(host.find(prefixes)).isEmpty();
        assertThat(host.find(excluded)).containsExactly(image);
        assertThat(host.find("(".repeat(16) + "deep" + ")".repeat(16))).containsExactly(image);
        assertThat(host.find("-(".repeat(16) + "deep" + ")".repeat(16))).containsExactly(image);
    }

    private static String printable(String query) {
        String start = query.substring(0, Math.min(query.length(), 40));
        return start.codePoints()
                .mapToObj(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE
                        ? "\\u%04x".formatted(c)
                        : Character.toString(c))
                .collect(Collectors.joining());
    }
}
