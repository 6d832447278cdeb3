package dev.tagging.postgres;

import dev.tagging.Image;
import dev.tagging.SearchHit.MatchClass;
import dev.tagging.search.SearchExpression;
import dev.tagging.spi.persistence.SearchIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Search. One statement looks at the newest matches, as far as the total is counted, and mostly that is enough: of a rare word
 * they are all there are, and of a common one they hold a page of the best class. Otherwise the page is read class by class,
 * newest first. No rank is computed, so a common word costs no more than a rare one.
 */
final class SqlSearchIndex implements SearchIndex {

    /** Has one row without an image when the page is empty. */
    private static final String OVERVIEW =
            """
            with found as materialized (
                select f.image_no, case when %s then 0 when %s then 1 else 2 end as class
                from (%s) f
            ), page as (
                select image_no, class
                from found
                where (class, -image_no) > (?, ?)
                order by class, image_no desc
                offset ? limit ?
            )
            select n.found, p.class, %s
            from (select count(*) as found from found) n
            left join page p on true
            left join tagging.images i on i.image_no = p.image_no
            left join tagging.image_search s on s.image_no = p.image_no
            order by p.class, p.image_no desc
            """;

    private static final String DETAILS =
            """
            select %s
            from tagging.images i
            join tagging.image_search s on s.image_no = i.image_no
            where i.image_no = any (?)
            """;

    private static final List<MatchClass> CLASSES = List.of(MatchClass.values());

    private final SqlExecutor sql;
    private final SearchDictionary dictionary;

    SqlSearchIndex(SqlExecutor sql) {
        this.sql = sql;
        this.dictionary = new SearchDictionary(sql, System::nanoTime);
    }

    @Override
    public Found search(Criteria criteria) {
        dictionary.refresh();
        Search search = new Search(criteria);
        long bound = criteria.countBound();
        if (search.text(MatchClass.ANYWHERE).kind() == TextQuery.Kind.NEVER) {
            return new Found(List.of(), false, 0, bound >= 0);
        }
        Overview overview = search.overview();
        List<Hit> hits = overview.holdsPage(criteria.limit()) ? overview.hits : search.details(search.positions());
        boolean more = hits.size() > criteria.limit();
        return new Found(
                more ? hits.subList(0, criteria.limit()) : hits,
                more,
                Math.min(overview.found, Math.max(bound, 0)),
                overview.found <= bound);
    }

    /** Places on a page and one behind it are asked for, to know whether there is more. */
    private final class Search {
        private final Criteria criteria;
        private final Map<MatchClass, TextQuery> texts = new EnumMap<>(MatchClass.class);

        Search(Criteria criteria) {
            this.criteria = criteria;
            for (MatchClass matchClass : CLASSES) {
                texts.put(matchClass, TextQuery.of(criteria.expression(), matchClass, dictionary));
            }
        }

        TextQuery text(MatchClass matchClass) {
            return Objects.requireNonNull(texts.get(matchClass));
        }

        Overview overview() {
            int limit = Math.max(criteria.countBound(), criteria.offset() + criteria.limit()) + 1;
            Overview overview = new Overview(0, List.of(), true);
            for (SqlText way : scan(text(MatchClass.ANYWHERE), null).ways(limit, dictionary.images())) {
                overview = overview(way, limit);
                if (!overview.isComplete) {
                    return overview;
                }
            }
            return overview;
        }

        private Overview overview(SqlText way, int limit) {
            Position after = criteria.after();
            SqlText sure = text(MatchClass.SURE_TAGS).matches("f.vector");
            SqlText shown = text(MatchClass.SHOWN_TAGS).matches("f.vector");
            SqlText columns = columns();
            SqlText statement = new SqlText()
                    .add(OVERVIEW.formatted(sure, shown, way, columns))
                    .bindAll(sure.values())
                    .bindAll(shown.values())
                    .bindAll(way.values())
                    .bind(after == null ? -1 : CLASSES.indexOf(after.matchClass()))
                    .bind(after == null ? 0 : -after.imageNumber())
                    .bind(after == null ? criteria.offset() : 0)
                    .bind(criteria.limit() + 1)
                    .bindAll(columns.values());
            List<Hit> hits = new ArrayList<>();
            List<Long> found = sql.queryPlanned(
                    statement.toString(),
                    row -> {
                        if (row.getString("image_id") != null) {
                            hits.add(hit(row, CLASSES.get(row.getInt("class"))));
                        }
                        return row.getLong("found");
                    },
                    statement.values().toArray());
            return new Overview(found.get(0), hits, found.get(0) < limit);
        }

        /** Class by class: each holds the one before, and adds what that did not have. */
        List<Position> positions() {
            List<Position> result = new ArrayList<>();
            int skip = criteria.after() == null ? criteria.offset() : 0;
            TextQuery better = TextQuery.NEVER;
            for (MatchClass matchClass : CLASSES) {
                TextQuery text = text(matchClass);
                if (!text.equals(better) && !endsBefore(matchClass)) {
                    int wanted = skip + criteria.limit() + 1 - result.size();
                    List<Integer> numbers = numbers(text.without(better), matchClass, wanted);
                    numbers.stream()
                            .skip(skip)
                            .map(number -> new Position(matchClass, number))
                            .forEach(result::add);
                    skip = Math.max(0, skip - numbers.size());
                    if (result.size() > criteria.limit()) {
                        return result;
                    }
                }
                better = text;
            }
            return result;
        }

        private boolean endsBefore(MatchClass matchClass) {
            Position after = criteria.after();
            return after != null && matchClass.compareTo(after.matchClass()) < 0;
        }

        private List<Integer> numbers(TextQuery text, MatchClass matchClass, int limit) {
            if (text.kind() == TextQuery.Kind.NEVER) {
                return List.of();
            }
            Position after = criteria.after();
            Integer before = after != null && after.matchClass() == matchClass ? after.imageNumber() : null;
            List<Integer> numbers = List.of();
            for (SqlText way : scan(text, before).ways(limit, dictionary.images())) {
                numbers = sql.queryPlanned(
                        "select f.image_no from (" + way + ") f order by f.image_no desc",
                        row -> row.getInt(1),
                        way.values().toArray());
                if (numbers.size() == limit) {
                    return numbers;
                }
            }
            return numbers;
        }

        private SearchScan scan(TextQuery text, @Nullable Integer before) {
            return new SearchScan(criteria.tenant(), text, criteria.filters(), before);
        }

        List<Hit> details(List<Position> page) {
            if (page.isEmpty()) {
                return List.of();
            }
            SqlText columns = columns();
            SqlText statement = new SqlText()
                    .add(DETAILS.formatted(columns))
                    .bindAll(columns.values())
                    .bind(page.stream().map(Position::imageNumber).toArray(Integer[]::new));
            Map<Integer, MatchClass> classes = new HashMap<>();
            page.forEach(position -> classes.put(position.imageNumber(), position.matchClass()));
            Map<Integer, Hit> hits = new HashMap<>();
            sql.query(
                            statement.toString(),
                            row -> hit(row, Objects.requireNonNull(classes.get(row.getInt("image_no")))),
                            statement.values().toArray())
                    .forEach(hit -> hits.put(hit.position().imageNumber(), hit));
            return page.stream()
                    .map(position -> hits.get(position.imageNumber()))
                    .filter(Objects::nonNull)
                    .toList();
        }

        /** Of the image and of which terms it matches. */
        private SqlText columns() {
            SqlText columns = new SqlText().add(SqlRows.IMAGE_COLUMNS);
            for (int i = 0; i < criteria.terms().size(); i++) {
                SearchExpression term = criteria.terms().get(i);
                columns.add(", ")
                        .add(TextQuery.of(term, MatchClass.ANYWHERE, dictionary).matches("s.vector"))
                        .add(" as term_" + i);
            }
            return columns;
        }

        private Hit hit(ResultSet row, MatchClass matchClass) throws SQLException {
            Image image = SqlRows.image(row);
            Set<Integer> matched = new HashSet<>();
            for (int i = 0; i < criteria.terms().size(); i++) {
                if (row.getBoolean("term_" + i)) {
                    matched.add(i);
                }
            }
            return new Hit(new Position(matchClass, row.getInt("image_no")), image, matched);
        }
    }

    /**
     * What the newest matches tell.
     *
     * @param found how many there are
     * @param hits a page of them and one more, in their order
     * @param isComplete whether they are all there are
     */
    private record Overview(long found, List<Hit> hits, boolean isComplete) {

        /** Older matches can only come behind those of the best class. */
        boolean holdsPage(int limit) {
            return isComplete
                    || (hits.size() > limit
                            && hits.stream().allMatch(hit -> hit.position().matchClass() == MatchClass.SURE_TAGS));
        }
    }
}
