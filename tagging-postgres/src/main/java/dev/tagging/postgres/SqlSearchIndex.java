package dev.tagging.postgres;

import dev.tagging.HostFilter;
import dev.tagging.Image;
import dev.tagging.SearchHit.MatchClass;
import dev.tagging.search.SearchExpression;
import dev.tagging.spi.persistence.SearchIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Search, class of match by class of match: each is a condition the index answers, read newest first and only as far as the
 * page needs. No rank is computed, so a common word costs no more than a rare one.
 */
final class SqlSearchIndex implements SearchIndex {

    private static final String DETAILS =
            "select %s%s from tagging.images i join tagging.image_search s on s.image_no = i.image_no"
                    + " where i.image_no = any (?)";

    private final SqlExecutor sql;

    SqlSearchIndex(SqlExecutor sql) {
        this.sql = sql;
    }

    @Override
    public Found search(Criteria criteria) {
        List<Position> positions = positions(criteria);
        boolean more = positions.size() > criteria.limit();
        List<Position> page = more ? positions.subList(0, criteria.limit()) : positions;
        long bound = criteria.countBound();
        long total = bound < 0 ? 0 : count(criteria, bound + 1);
        return new Found(details(page, criteria.terms()), more, Math.min(total, Math.max(bound, 0)), total <= bound);
    }

    /** Places on and one behind the page. */
    private List<Position> positions(Criteria criteria) {
        List<Position> result = new ArrayList<>();
        int skip = criteria.after() == null ? criteria.offset() : 0;
        TextQuery better = null;
        for (MatchClass matchClass : MatchClass.values()) {
            TextQuery query = TextQuery.of(criteria.expression(), matchClass);
            if (query.kind() == TextQuery.Kind.NEVER) {
                return List.of();
            }
            boolean classAdds = better == null || !better.equals(query);
            if (classAdds && !endsBefore(criteria.after(), matchClass)) {
                int wanted = skip + criteria.limit() + 1 - result.size();
                List<Integer> numbers = numbers(criteria, query, better, matchClass, wanted);
                numbers.stream()
                        .skip(skip)
                        .map(number -> new Position(matchClass, number))
                        .forEach(result::add);
                skip = Math.max(0, skip - numbers.size());
                if (result.size() > criteria.limit()) {
                    return result;
                }
            }
            better = query;
        }
        return result;
    }

    private static boolean endsBefore(@Nullable Position after, MatchClass matchClass) {
        return after != null && matchClass.compareTo(after.matchClass()) < 0;
    }

    private List<Integer> numbers(
            Criteria criteria, TextQuery query, @Nullable TextQuery better, MatchClass matchClass, int limit) {
        Condition where = matching(criteria, query);
        if (better != null && better.kind() == TextQuery.Kind.QUERY) {
            where.and("not s.vector @@ " + better.sql(), better.parameters());
        }
        Position after = criteria.after();
        if (after != null && after.matchClass() == matchClass) {
            where.and("s.image_no < ?", List.of(after.imageNumber()));
        }
        return sql.queryPlanned(
                "select s.image_no from " + where.from() + where.sql() + " order by s.image_no desc limit ?",
                row -> row.getInt(1),
                where.parameters(limit));
    }

    /** Every class holds the one before, so counting the last counts all. */
    private long count(Criteria criteria, long bound) {
        TextQuery anywhere = TextQuery.of(criteria.expression(), MatchClass.ANYWHERE);
        if (anywhere.kind() == TextQuery.Kind.NEVER) {
            return 0;
        }
        Condition where = matching(criteria, anywhere);
        return sql.queryPlanned(
                        "select count(*) from (select 1 from " + where.from() + where.sql() + " limit ?) x",
                        row -> row.getLong(1),
                        where.parameters(bound))
                .get(0);
    }

    private static Condition matching(Criteria criteria, TextQuery query) {
        Condition where = new Condition();
        where.and("s.tenant_no = ?", List.of(criteria.tenant()));
        if (query.kind() == TextQuery.Kind.QUERY) {
            where.and("s.vector @@ " + query.sql(), query.parameters());
        }
        Filters filters = criteria.filters();
        if (filters.owner() != null) {
            where.andImage("i.owner_id = ?", filters.owner().value());
        }
        if (filters.createdFrom() != null) {
            where.andImage("i.created_at >= ?", filters.createdFrom());
        }
        if (filters.createdBefore() != null) {
            where.andImage("i.created_at < ?", filters.createdBefore());
        }
        String contentType = filters.contentType();
        if (contentType != null) {
            boolean family = contentType.endsWith("/*");
            where.andImage(
                    family ? "starts_with(lower(i.content_type), lower(?))" : "lower(i.content_type) = lower(?)",
                    family ? contentType.substring(0, contentType.length() - 1) : contentType);
        }
        if (filters.shape() != null) {
            where.andImage(
                    switch (filters.shape()) {
                        case LANDSCAPE -> "i.width > i.height";
                        case PORTRAIT -> "i.width < i.height";
                        case SQUARE -> "i.width = i.height";
                    });
        }
        filters.host().forEach(where::and);
        return where;
    }

    private List<Hit> details(List<Position> page, List<SearchExpression> terms) {
        if (page.isEmpty()) {
            return List.of();
        }
        StringBuilder matches = new StringBuilder();
        List<Object> parameters = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            TextQuery term = TextQuery.of(terms.get(i), MatchClass.ANYWHERE);
            matches.append(", s.vector @@ ")
                    .append(term.sql())
                    .append(" as term_")
                    .append(i);
            parameters.addAll(term.parameters());
        }
        parameters.add(page.stream().map(Position::imageNumber).toArray(Integer[]::new));
        Map<Integer, Hit> hits = new HashMap<>();
        for (Hit hit : sql.query(
                DETAILS.formatted(SqlRows.IMAGE_COLUMNS, matches),
                row -> hit(row, terms.size()),
                parameters.toArray())) {
            hits.put(hit.position().imageNumber(), hit);
        }
        return page.stream()
                .filter(position -> hits.containsKey(position.imageNumber()))
                .map(position -> {
                    Hit hit = Objects.requireNonNull(hits.get(position.imageNumber()));
                    return new Hit(position, hit.image(), hit.matchedTerms());
                })
                .toList();
    }

    private static Hit hit(ResultSet row, int terms) throws SQLException {
        Image image = SqlRows.image(row);
        Set<Integer> matched = new HashSet<>();
        for (int i = 0; i < terms; i++) {
            if (row.getBoolean("term_" + i)) {
                matched.add(i);
            }
        }
        return new Hit(new Position(MatchClass.ANYWHERE, row.getInt("image_no")), image, matched);
    }

    /** Conditions on {@code image_search s} and, where one asks for it, {@code images i}. */
    private static final class Condition {
        private final List<String> conditions = new ArrayList<>();
        private final List<Object> parameters = new ArrayList<>();
        private boolean images;

        void and(String condition, List<Object> values) {
            conditions.add(condition);
            parameters.addAll(values);
        }

        void andImage(String condition, Object... values) {
            images = true;
            and(condition, List.of(values));
        }

        /** Inside the view, so that the host can name its columns. */
        void and(HostFilter filter) {
            and(
                    "exists (select from tagging.image_v1 where image_v1.image_no = s.image_no and (" + filter.sql()
                            + "\n))",
                    filter.values());
        }

        String from() {
            return "tagging.image_search s" + (images ? " join tagging.images i on i.image_no = s.image_no" : "");
        }

        String sql() {
            return " where " + String.join(" and ", conditions);
        }

        Object[] parameters(Object last) {
            List<Object> all = new ArrayList<>(parameters);
            all.add(last);
            return all.toArray();
        }
    }
}
