package dev.tagging.postgres;

import static dev.tagging.postgres.SqlRows.integers;

import dev.tagging.ConfidenceBand;
import dev.tagging.ImageTag;
import dev.tagging.RemovedTag;
import dev.tagging.TagName;
import dev.tagging.TagSource;
import dev.tagging.TaggingPersistenceException;
import dev.tagging.UserId;
import dev.tagging.spi.persistence.AssertionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Assertions, removals and the history of both. */
final class SqlAssertionStore implements AssertionStore {

    /**
     * The strongest assertion of each tag: people first, then the surer band, then the higher confidence.
     */
    private static final String SHOWN =
            """
            select b.image_no, t.name, t.category, b.source_no, b.confidence, b.band, s.model, b.created_at
            from (
                select distinct on (a.image_no, a.tag_no) a.*
                from tagging.image_tags a
                where a.image_no = any ((select cast(? as int[]))::int[]) and a.band <= ?
                  and not exists (select from tagging.tag_removals r
                                  where r.image_no = a.image_no and r.tag_no = a.tag_no)
                order by a.image_no, a.tag_no, a.source_no <> 0, a.band, a.confidence desc nulls last, a.source_no
            ) b
            join tagging.tags t on t.tag_no = b.tag_no
            join tagging.sources s on s.source_no = b.source_no
            order by b.image_no, b.source_no <> 0, b.band, b.confidence desc nulls last, t.name
            """;

    private static final String REMOVED =
            """
            select t.name, r.removed_by, r.removed_at
            from tagging.tag_removals r
            join tagging.tags t on t.tag_no = r.tag_no
            where r.image_no = ?
            order by r.removed_at desc, t.name
            """;

    private static final String SHOWN_WITHOUT =
            """
            select distinct t.name
            from tagging.image_tags a
            join tagging.sources s on s.source_no = a.source_no
            join tagging.tags t on t.tag_no = a.tag_no
            where a.image_no = ? and s.pipeline <> ? and a.band < 3
              and not exists (select from tagging.tag_removals r where r.image_no = a.image_no and r.tag_no = a.tag_no)
            """;

    /** Arrays are hidden in subqueries here: knowing how few numbers they have, the planner would plan anew each time. */
    private static final String PAIRS =
            "unnest((select cast(? as int[])), (select cast(? as int[]))) p(image_no, tag_no)";

    private static final String COUNT_TAGS =
            "select count(*) from tagging.tags where tag_no = any ((select cast(? as int[]))::int[])";

    private static final String FREE =
            """
            delete from tagging.tag_removals r
            using %s
            where r.image_no = p.image_no and r.tag_no = p.tag_no
            returning r.image_no, r.tag_no
            """
                    .formatted(PAIRS);

    /**
     * Nothing is said when a tag is not there any more: one look for all pairs, as most have their tags in common. What is freed
     * has changed, and is said as well unless a person had said it before.
     */
    private static final String ADD = recorded(
            """
            freed as (
            %s
            ), said as (
                insert into tagging.image_tags (image_no, tag_no, source_no, band, created_by)
                select p.image_no, p.tag_no, 0, 1, ?
                from %s
                where (%s) = ?
                on conflict (image_no, tag_no, source_no) do nothing
                returning image_no, tag_no
            ), changed as (
                select s.image_no, s.tag_no from said s
                union all
                select f.image_no, f.tag_no from freed f
                where exists (select from tagging.image_tags a
                              where a.image_no = f.image_no and a.tag_no = f.tag_no and a.source_no = 0)
            )"""
                    .formatted(FREE, PAIRS, COUNT_TAGS));

    private static final String REMOVE = recorded(
            """
            changed as (
                insert into tagging.tag_removals (image_no, tag_no, removed_by)
                select p.image_no, p.tag_no, ?
                from %s
                where exists (select from tagging.image_tags a where a.image_no = p.image_no and a.tag_no = p.tag_no)
                order by 1, 2
                on conflict (image_no, tag_no) do nothing
                returning image_no, tag_no
            )"""
                    .formatted(PAIRS));

    private static final String RESTORE = recorded("changed as (\n%s\n)".formatted(FREE));

    private static final String FIND_SOURCE =
            "select source_no from tagging.sources where pipeline = ? and provider = ? and model = ?";

    private static final String INSERT_SOURCE =
            "insert into tagging.sources (pipeline, provider, model) values (?, ?, ?) on conflict do nothing";

    private static final String DELETE_OTHERS =
            """
            delete from tagging.image_tags a
            using tagging.sources s
            where a.image_no = ? and s.source_no = a.source_no and s.pipeline = ? and a.source_no <> 0
              and not exists (select from unnest((select cast(? as int[])), (select cast(? as int[]))) k(tag_no, source_no)
                              where k.tag_no = a.tag_no and k.source_no = a.source_no)
            """;

    private static final String UPSERT =
            """
            insert into tagging.image_tags as a (image_no, tag_no, source_no, band, confidence)
            select ?, n.tag_no, n.source_no, n.band, n.confidence
            from unnest((select cast(? as int[])), (select cast(? as int[])), (select cast(? as smallint[])),
                        (select cast(? as real[]))) n(tag_no, source_no, band, confidence)
            join tagging.tags t on t.tag_no = n.tag_no
            order by n.tag_no, n.source_no
            on conflict (image_no, tag_no, source_no) do update
            set band = excluded.band, confidence = excluded.confidence, created_at = excluded.created_at
            where a.band <> excluded.band or a.confidence is distinct from excluded.confidence
            """;

    private static final String RETRACT =
            """
            with said as (
                select distinct a.image_no
                from tagging.image_tags a
                join tagging.sources s on s.source_no = a.source_no
                join tagging.images i on i.image_no = a.image_no
                where s.model = ? and s.source_no <> 0 and i.tenant_no = ? and a.image_no > ?
                order by a.image_no
                limit ?
            )
            select i.image_no from tagging.images i
            where i.image_no in (select s.image_no from said s)
            order by i.image_no
            for no key update
            """;

    private static final String DELETE_BY_MODEL =
            """
            delete from tagging.image_tags a
            using tagging.sources s
            where a.image_no = any (?) and s.source_no = a.source_no and s.model = ? and s.source_no <> 0
            """;

    private final SqlExecutor sql;

    SqlAssertionStore(SqlExecutor sql) {
        this.sql = sql;
    }

    /**
     * Answers with what is in {@code changed} after a statement, and writes it down with what the strongest AI assertion, if
     * any, had said: that is what the person agrees or disagrees with. Image by image, which takes half the time of pair by pair.
     */
    private static String recorded(String statement) {
        return """
                with %s, recorded as (
                    insert into tagging.tag_feedback
                        (tenant_no, image_id, tag, action, user_id, provider, model, confidence)
                    select p.tenant_no, p.image_id, p.name, ?, ?, s.provider, s.model, p.confidence
                    from (
                        select i.tenant_no, i.image_id, t.name, o.source_no, o.confidence
                        from (
                            select c.image_no, array_agg(c.tag_no) as tags from changed c group by c.image_no
                        ) g
                        join tagging.images i on i.image_no = g.image_no
                        cross join lateral (
                            select distinct on (m.tag_no) m.tag_no, m.source_no, m.confidence
                            from (
                                select x.tag_no, x.source_no, x.band, x.confidence
                                from tagging.image_tags x
                                where x.image_no = g.image_no and x.tag_no = any (g.tags) and x.source_no <> 0
                                union all
                                select n.tag_no, null, null, null from unnest(g.tags) n(tag_no)
                            ) m
                            order by m.tag_no, m.band, m.confidence desc nulls last, m.source_no
                        ) o
                        join tagging.tags t on t.tag_no = o.tag_no
                        offset 0
                    ) p
                    left join tagging.sources s on s.source_no = p.source_no
                )
                select c.image_no, c.tag_no from changed c
                """
                .formatted(statement);
    }

    @Override
    public Map<Integer, List<ImageTag>> shown(Collection<Integer> imageNumbers, ConfidenceBand lowest) {
        Map<Integer, List<ImageTag>> result = new HashMap<>();
        sql.query(
                        SHOWN,
                        row -> Map.entry(row.getInt("image_no"), imageTag(row)),
                        integers(imageNumbers),
                        Codes.of(lowest))
                .forEach(entry -> result.computeIfAbsent(entry.getKey(), image -> new ArrayList<>())
                        .add(entry.getValue()));
        return result;
    }

    private static ImageTag imageTag(ResultSet row) throws SQLException {
        boolean byPerson = row.getInt("source_no") == 0;
        float confidence = row.getFloat("confidence");
        boolean unscored = row.wasNull();
        return new ImageTag(
                TagName.of(row.getString("name")),
                SqlRows.category(row),
                byPerson ? TagSource.USER : TagSource.AI,
                // by way of text: 97.3f as a double is 97.30000305…
                unscored ? null : Double.valueOf(Float.toString(confidence)),
                Codes.band(row.getInt("band")),
                byPerson ? null : row.getString("model"),
                SqlRows.instant(row, "created_at"));
    }

    @Override
    public List<RemovedTag> removed(int imageNumber) {
        return sql.query(
                REMOVED,
                row -> new RemovedTag(
                        TagName.of(row.getString(1)), UserId.of(row.getString(2)), SqlRows.instant(row, "removed_at")),
                imageNumber);
    }

    @Override
    public Set<TagName> shownWithout(int imageNumber, String pipeline) {
        return new HashSet<>(sql.query(SHOWN_WITHOUT, row -> TagName.of(row.getString(1)), imageNumber, pipeline));
    }

    @Override
    public Set<ImageAndTag> add(Collection<ImageAndTag> pairs, UserId user) {
        Pairs wanted = new Pairs(pairs);
        Integer[] images = wanted.images();
        Integer[] tags = wanted.tags();
        Integer[] distinct = distinct(tags);
        Set<ImageAndTag> changed = changed(
                ADD, images, tags, user.value(), images, tags, distinct, distinct.length, "ADDED", user.value());
        if (changed.size() < wanted.size()) {
            requireTags(distinct);
        }
        return changed;
    }

    @Override
    public Set<ImageAndTag> remove(Collection<ImageAndTag> pairs, UserId user) {
        Pairs wanted = new Pairs(pairs);
        return changed(REMOVE, user.value(), wanted.images(), wanted.tags(), "REMOVED", user.value());
    }

    @Override
    public Set<ImageAndTag> restore(Collection<ImageAndTag> pairs, UserId user) {
        Pairs wanted = new Pairs(pairs);
        return changed(RESTORE, wanted.images(), wanted.tags(), "RESTORED", user.value());
    }

    private Set<ImageAndTag> changed(String statement, Object... values) {
        return new TreeSet<>(sql.query(statement, row -> new ImageAndTag(row.getInt(1), row.getInt(2)), values));
    }

    @Override
    public int sourceNumber(AiSource source) {
        Object[] key = {source.pipeline(), source.provider(), source.model()};
        List<Integer> found = sql.query(FIND_SOURCE, row -> row.getInt(1), key);
        if (found.isEmpty()) {
            sql.update(INSERT_SOURCE, key);
            found = sql.query(FIND_SOURCE, row -> row.getInt(1), key);
        }
        return found.get(0);
    }

    @Override
    public void replace(int imageNumber, String pipeline, Collection<AiAssertion> assertions) {
        Integer[] tags = assertions.stream().map(AiAssertion::tag).toArray(Integer[]::new);
        Integer[] sources = assertions.stream().map(AiAssertion::source).toArray(Integer[]::new);
        sql.update(DELETE_OTHERS, imageNumber, pipeline, tags, sources);
        if (!assertions.isEmpty()) {
            Short[] bands =
                    assertions.stream().map(said -> Codes.of(said.band())).toArray(Short[]::new);
            Float[] confidences =
                    assertions.stream().map(said -> single(said.confidence())).toArray(Float[]::new);
            if (sql.update(UPSERT, imageNumber, tags, sources, bands, confidences) < tags.length) {
                requireTags(distinct(tags));
            }
        }
    }

    @Override
    public Retracted retract(int tenant, String model, int after, int limit) {
        List<Integer> images = sql.query(RETRACT, row -> row.getInt(1), model, tenant, after, limit);
        if (images.isEmpty()) {
            return new Retracted(0, 0);
        }
        return new Retracted(sql.update(DELETE_BY_MODEL, integers(images), model), images.get(images.size() - 1));
    }

    /**
     * A tag may have been merged into another since its number was read; the transaction then has to begin again. Merging
     * waits for everyone who has written assertions, so what is here now stays until this transaction ends.
     */
    private void requireTags(Integer[] distinct) {
        if (sql.query(COUNT_TAGS, row -> row.getInt(1), (Object) distinct).get(0) < distinct.length) {
            throw new TaggingPersistenceException("a tag was merged into another one meanwhile; try again", true, null);
        }
    }

    private static Integer[] distinct(Integer[] numbers) {
        return Stream.of(numbers).distinct().toArray(Integer[]::new);
    }

    private static @Nullable Float single(@Nullable Double value) {
        return value == null ? null : value.floatValue();
    }

    /** Pairs as two arrays of the same length, each pair once and in order. */
    private static final class Pairs {
        private final TreeSet<ImageAndTag> sorted;

        Pairs(Collection<ImageAndTag> pairs) {
            this.sorted = new TreeSet<>(pairs);
        }

        int size() {
            return sorted.size();
        }

        Integer[] images() {
            return sorted.stream().map(ImageAndTag::image).toArray(Integer[]::new);
        }

        Integer[] tags() {
            return sorted.stream().map(ImageAndTag::tag).toArray(Integer[]::new);
        }
    }
}
