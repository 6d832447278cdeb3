package dev.tagging.postgres;

import dev.tagging.Shape;
import dev.tagging.spi.persistence.SearchIndex.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The newest images of a tenant that a text and filters find, as a query of their numbers and something else about each. It can
 * be written in two ways:
 *
 * <ul>
 *   <li>image by image from the newest on, and never more of them than a window: quick for what is common;
 *   <li>everything an index finds, and the newest of that: quick for what is rare.
 * </ul>
 *
 * <p>PostgreSQL is not left the choice. It would read the first way without a window, and its estimate of what two words have in
 * common may be wrong by any factor ({@code indoor outdoor}): it then reads everything there is.
 *
 * <p>Of {@code n} images, a share {@code s} of which match, the first way reads about {@code limit / s} to find {@code limit},
 * the second {@code n * s}. They meet at {@code s = sqrt(limit / n)}, where both read {@code sqrt(limit * n)}.
 *
 * @param before only images with a lower number; null for all
 */
record SearchScan(int tenant, TextQuery text, Filters filters, @Nullable Integer before) {

    private static final Filters NO_FILTERS = new Filters(null, null, null, null, null, List.of());

    /** How much farther than expected a window reaches, as matches are not spread evenly. */
    private static final double SLACK = 1.5;

    /**
     * The ways to read up to {@code limit} matches, in the order to try them: one that gives fewer is to be followed by the
     * next, and what the last one gives is all there is.
     *
     * @param images how many there are, about; 0 when that is not known
     * @param column what to read beside the number of an image, as an expression of the vector it is given the name of
     */
    List<SqlText> ways(int limit, double images, Function<String, SqlText> column) {
        if (text.kind() == TextQuery.Kind.ALWAYS && !dependsOnValues()) {
            return List.of(newestFirst(limit, limit, column));
        }
        double expected = Math.sqrt(limit * Math.max(images, limit));
        boolean common = text.share() * expected >= limit;
        return common
                ? List.of(newestFirst(limit, powerOfTwo(SLACK * expected), column), byIndex(limit, column))
                : List.of(byIndex(limit, column));
    }

    /**
     * Whether the best plan differs from words to words and from filter to filter. Without filters there is but one index to
     * read.
     */
    boolean dependsOnValues() {
        return !filters.equals(NO_FILTERS);
    }

    /** Not every number, so that there are few statements to prepare. */
    private static int powerOfTwo(double atLeast) {
        return 1 << (int) Math.min(30, Math.ceil(Math.log(atLeast) / Math.log(2)));
    }

    /**
     * Looks at the {@code window} newest images, of the owner and the time that are wanted, and ends with the match number
     * {@code limit}. Other filters are subqueries that cannot be turned into joins: those would read whole tables.
     */
    private SqlText newestFirst(int limit, int window, Function<String, SqlText> column) {
        List<SqlText> indexed = onIndexes();
        String vector = indexed.isEmpty() ? "s.vector" : "v.vector";
        SqlText newest = newest(window, indexed);
        SqlText sql = new SqlText();
        if (indexed.isEmpty()) {
            sql.add("select s.image_no, ")
                    .add(column.apply(vector))
                    .add(" from (")
                    .add(newest)
                    .add(") s");
        } else {
            // apart, so that it is planned as if all of it were read: else the planner hopes to meet the time soon
            // and reads back to it image by image. Either way no more is read than needed
            sql.add("with s as materialized (")
                    .add(newest)
                    .add(") select s.image_no, ")
                    .add(column.apply(vector))
                    .add(
                            " from s cross join lateral"
                                    + " (select x.vector from tagging.image_search x where x.image_no = s.image_no offset 0) v");
        }
        sql.add(" where true");
        addMatch(sql, vector);
        List<SqlText> others = onOthers();
        if (!others.isEmpty()) {
            sql.add(" and (select ").add(" and ", others).add(" from tagging.images i where i.image_no = s.image_no)");
        }
        addHostFilters(sql, "(select exists (", "))");
        return sql.add(" order by s.image_no desc limit ?").bind(limit);
    }

    private SqlText newest(int window, List<SqlText> indexed) {
        SqlText sql = new SqlText()
                .add(
                        indexed.isEmpty()
                                ? "select i.image_no, i.vector from tagging.image_search i"
                                : "select i.image_no from tagging.images i")
                .add(" where i.tenant_no = ?")
                .bind(tenant);
        if (before != null) {
            sql.add(" and i.image_no < ?").bind(before);
        }
        indexed.forEach(condition -> sql.add(" and ").add(condition));
        // as it stands: of a limit the planner does not know it makes a tenth of all there is
        return sql.add(" order by i.image_no desc limit " + window);
    }

    /** Finds all matches by whatever index is best, and of them the {@code limit} newest. */
    private SqlText byIndex(int limit, Function<String, SqlText> column) {
        SqlText sql = new SqlText()
                .add("select image_no, found from (select s.image_no, ")
                .add(column.apply("s.vector"))
                .add(" as found from tagging.image_search s");
        List<SqlText> conditions = new ArrayList<>(onIndexes());
        conditions.addAll(onOthers());
        if (!conditions.isEmpty()) {
            sql.add(" join tagging.images i on i.image_no = s.image_no");
        }
        sql.add(" where s.tenant_no = ?").bind(tenant);
        if (before != null) {
            sql.add(" and s.image_no < ?").bind(before);
        }
        addMatch(sql, "s.vector");
        if (!conditions.isEmpty()) {
            sql.add(" and ").add(" and ", conditions);
        }
        addHostFilters(sql, "exists (", ")");
        // the offset keeps the limit from being planned for: an index on the order would be read to its end for what is
        // rare
        return sql.add(" offset 0) x order by image_no desc limit ?").bind(limit);
    }

    private void addMatch(SqlText sql, String vector) {
        if (text.kind() == TextQuery.Kind.QUERY) {
            sql.add(" and ").add(dependsOnValues() ? text.matchesVisibly(vector) : text.matches(vector));
        }
    }

    /** Conditions on {@code images i} that an index answers. */
    private List<SqlText> onIndexes() {
        List<SqlText> all = new ArrayList<>();
        if (filters.owner() != null) {
            all.add(new SqlText().add("i.owner_id = ?").bind(filters.owner().value()));
        }
        if (filters.createdFrom() != null) {
            all.add(new SqlText().add("i.created_at >= ?").bind(filters.createdFrom()));
        }
        if (filters.createdBefore() != null) {
            all.add(new SqlText().add("i.created_at < ?").bind(filters.createdBefore()));
        }
        return all;
    }

    /** Conditions on {@code images i} that are looked up image by image; null where an image lacks what they ask about. */
    private List<SqlText> onOthers() {
        List<SqlText> all = new ArrayList<>();
        String contentType = filters.contentType();
        if (contentType != null) {
            boolean family = contentType.endsWith("/*");
            all.add(new SqlText()
                    .add(family ? "starts_with(lower(i.content_type), lower(?))" : "lower(i.content_type) = lower(?)")
                    .bind(family ? contentType.substring(0, contentType.length() - 1) : contentType));
        }
        if (filters.shape() != null) {
            all.add(new SqlText().add("i.width " + comparison(filters.shape()) + " i.height"));
        }
        return all;
    }

    private static String comparison(Shape shape) {
        return switch (shape) {
            case LANDSCAPE -> ">";
            case PORTRAIT -> "<";
            case SQUARE -> "=";
        };
    }

    /** Inside the view, so that the host can name its columns. */
    private void addHostFilters(SqlText sql, String open, String close) {
        filters.host().forEach(filter -> sql.add(" and ")
                .add(open)
                .add("select from tagging.image_v1 where image_v1.image_no = s.image_no and (")
                .add(filter.sql())
                .add("\n)")
                .bindAll(filter.values())
                .add(close));
    }
}
