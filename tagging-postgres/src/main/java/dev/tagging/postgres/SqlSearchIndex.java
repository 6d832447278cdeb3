package dev.tagging.postgres;

import dev.tagging.Image;
import dev.tagging.SearchHit.MatchClass;
import dev.tagging.search.SearchExpression;
import dev.tagging.spi.persistence.SearchIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Search. One statement looks at the newest matches, as far as totals are usually counted, and mostly that is enough: of a rare
 * word they are all there are, and of a common one they hold a page of the best class. Otherwise the page is read class by
 * class, newest first. No rank is computed, so a common word costs no more than a rare one.
 *
 * <p>Plans are kept, as planning would take longer than finding a rare word does, but for searches with filters.
 */
final class SqlSearchIndex implements SearchIndex {

    /** Totals up to this come with the page, greater ones by a statement of their own. */
    private static final int LOOK = 1_000;

    private static final String CLASS = "case when %s then 0 when %s then 1 else 2 end";

    private static final SqlText NOTHING = new SqlText().add("0");

    private static final String COUNT = "select count(*) from (%s) f";

    private static final String DETAILS =
            """
            select %s
            from tagging.images i
            join tagging.image_search s on s.image_no = i.image_no
            where i.image_no = any ((select cast(? as int[]))::int[])
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
        int bound = criteria.countBound();
        if (search.text(MatchClass.ANYWHERE).kind() == TextQuery.Kind.NEVER) {
            return new Found(List.of(), false, 0, bound >= 0);
        }
        Look look = search.look();
        List<Position> page = look.page(criteria).orElseGet(search::page);
        boolean more = page.size() > criteria.limit();
        long total = look.isComplete || look.positions.size() > bound ? look.positions.size() : search.count(bound + 1);
        return new Found(
                search.details(more ? page.subList(0, criteria.limit()) : page),
                more,
                Math.min(total, Math.max(bound, 0)),
                total <= bound);
    }

    private static SqlText statement(String template, SqlText... parts) {
        SqlText statement = new SqlText().add(template.formatted((Object[]) parts));
        for (SqlText part : parts) {
            statement.bindAll(part.values());
        }
        return statement;
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

        /** The newest matches of any class: as many as are counted usually, and enough for the page. */
        Look look() {
            int limit = Math.max(Math.min(criteria.countBound(), LOOK), criteria.offset() + criteria.limit()) + 1;
            List<Position> positions = matches(
                    scan(text(MatchClass.ANYWHERE), null),
                    limit,
                    vector -> statement(
                            CLASS,
                            text(MatchClass.SURE_TAGS).matches(vector),
                            text(MatchClass.SHOWN_TAGS).matches(vector)),
                    row -> new Position(CLASSES.get(row.getInt(2)), row.getInt(1)));
            return new Look(positions, positions.size() < limit);
        }

        long count(int bound) {
            SearchScan scan = scan(text(MatchClass.ANYWHERE), null);
            long count = 0;
            for (SqlText way : scan.ways(bound, dictionary.images(), vector -> NOTHING)) {
                count = read(scan, statement(COUNT, way), row -> row.getLong(1)).get(0);
                if (count == bound) {
                    return count;
                }
            }
            return count;
        }

        private <T> List<T> matches(
                SearchScan scan, int limit, Function<String, SqlText> column, SqlExecutor.RowMapper<T> mapper) {
            List<T> rows = List.of();
            for (SqlText way : scan.ways(limit, dictionary.images(), column)) {
                rows = read(scan, way, mapper);
                if (rows.size() == limit) {
                    return rows;
                }
            }
            return rows;
        }

        private <T> List<T> read(SearchScan scan, SqlText statement, SqlExecutor.RowMapper<T> mapper) {
            Object[] values = statement.values().toArray();
            return scan.dependsOnValues()
                    ? sql.queryPlanned(statement.toString(), mapper, values)
                    : sql.query(statement.toString(), mapper, values);
        }

        /** Class by class: each holds the one before, and adds what that did not have. */
        List<Position> page() {
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
            return matches(scan(text, before), limit, vector -> NOTHING, row -> row.getInt(1));
        }

        private SearchScan scan(TextQuery text, @Nullable Integer before) {
            return new SearchScan(criteria.tenant(), text, criteria.filters(), before);
        }

        List<Hit> details(List<Position> page) {
            if (page.isEmpty()) {
                return List.of();
            }
            SqlText statement = statement(DETAILS, columns())
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
     * The newest matches.
     *
     * @param positions newest first
     * @param isComplete whether they are all there are
     */
    private record Look(List<Position> positions, boolean isComplete) {

        private static final Comparator<Position> BEST_FIRST = Comparator.comparing(Position::matchClass)
                .thenComparing(Comparator.comparingInt(Position::imageNumber).reversed());

        /** The page and one position more; empty when older matches may belong to it: those only come behind the best class. */
        Optional<List<Position>> page(Criteria criteria) {
            Position after = criteria.after();
            List<Position> page = positions.stream()
                    .sorted(BEST_FIRST)
                    .filter(position -> after == null || BEST_FIRST.compare(position, after) > 0)
                    .skip(after == null ? criteria.offset() : 0)
                    .limit(criteria.limit() + 1L)
                    .toList();
            boolean full =
                    page.size() > criteria.limit() && page.get(page.size() - 1).matchClass() == MatchClass.SURE_TAGS;
            return isComplete || full ? Optional.of(page) : Optional.empty();
        }
    }
}
