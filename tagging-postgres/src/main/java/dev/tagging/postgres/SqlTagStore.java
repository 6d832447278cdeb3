package dev.tagging.postgres;

import static dev.tagging.postgres.SqlRows.texts;

import dev.tagging.Tag;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.spi.persistence.TagStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The vocabulary and its counts. */
final class SqlTagStore implements TagStore {

    /** Greater than any character of a tag: closes the range of names with a common beginning (names sort by code point). */
    private static final String AFTER_ALL = Character.toString(Character.MAX_CODE_POINT);

    private static final String NUMBERS =
            "select name, tag_no from tagging.tags where tenant_no = ? and name = any ((select cast(? as text[]))::text[])";

    /** In the order of names, so that transactions with common new tags wait in line. */
    private static final String INSERT =
            """
            insert into tagging.tags (tenant_no, name, category)
            select ?, d.name, d.category
            from unnest(?, cast(? as text[])) d(name, category)
            order by d.name
            on conflict (tenant_no, name) do nothing
            """;

    private static final String PENDING =
            """
            pending as (
                select d.tag_no, sum(d.delta) as delta from tagging.tag_count_deltas d group by d.tag_no
            )""";

    private static final String FIND =
            """
            select t.name, t.category,
                   t.usage_count + coalesce((select sum(d.delta) from tagging.tag_count_deltas d
                                             where d.tag_no = t.tag_no), 0) as uses
            from tagging.tags t
            where t.tenant_no = ? and t.name = ?
            """;

    /**
     * The top of the tags whose counts are folded, and all tags with pending changes. The limit is written into the statement: of
     * one it does not know, the planner makes a tenth of all tags, and sorts them.
     */
    private static final String POPULAR =
            """
            with %s, candidates as (
                (select t.tag_no from tagging.tags t
                 where t.tenant_no = ? and not exists (select from pending p where p.tag_no = t.tag_no)
                 order by t.usage_count desc, t.name
                 limit %d)
                union all
                select p.tag_no from pending p
            )
            select t.name, t.category, t.usage_count + coalesce(p.delta, 0) as uses
            from candidates c
            join tagging.tags t on t.tag_no = c.tag_no
            left join pending p on p.tag_no = t.tag_no
            where t.tenant_no = ? and t.usage_count + coalesce(p.delta, 0) > 0
            order by uses desc, t.name
            limit ?
            """;

    private static final String LIST =
            """
            with %s, page as (
                select t.* from tagging.tags t
                where t.tenant_no = ? and t.name > ?
                order by t.name
                limit ?
            )
            select t.name, t.category, t.usage_count + coalesce(p.delta, 0) as uses
            from page t
            left join pending p on p.tag_no = t.tag_no
            order by t.name
            """
                    .formatted(PENDING);

    private static final String SEEN = "t.name >= ? and t.name < ?";

    private static final String HIDDEN = "t.name >= (select cast(? as text)) and t.name < (select cast(? as text))";

    /**
     * As {@link #POPULAR}, of the names in a range, which {@code %3$s} stands for. Of a single letter it may be seen by the
     * planner, for whom many names are a reason to read by use; else it is hidden, as planning would take longer than reading.
     */
    private static final String STARTING_WITH =
            """
            with %1$s, candidates as (
                (select t.tag_no from tagging.tags t
                 where t.tenant_no = ? and %3$s
                   and not exists (select from pending p where p.tag_no = t.tag_no)
                 order by t.usage_count desc, t.name
                 limit %2$d)
                union all
                select t.tag_no from pending p
                join tagging.tags t on t.tag_no = p.tag_no
                where t.tenant_no = ? and %3$s
            )
            select t.name, t.category, t.usage_count + coalesce(p.delta, 0) as uses
            from candidates c
            join tagging.tags t on t.tag_no = c.tag_no
            left join pending p on p.tag_no = t.tag_no
            order by uses desc, t.name
            limit ?
            """;

    /**
     * Of the most used names, those that are, or hold a word, of nearly the same length that begins or ends alike. The first
     * condition follows from the second and is quicker.
     */
    private static final String RESEMBLING =
            """
            with %s, candidates as (
                (select t.tag_no from tagging.tags t
                 where t.tenant_no = ? and t.usage_count > 0
                 order by t.usage_count desc, t.name
                 limit 5000)
                union
                select p.tag_no from pending p
            )
            select t.name
            from candidates c
            join tagging.tags t on t.tag_no = c.tag_no
            left join pending p on p.tag_no = t.tag_no
            where t.tenant_no = ? and t.usage_count + coalesce(p.delta, 0) > 0
              and (strpos(' ' || replace(t.name, '-', ' '), ' ' || left(?, 1)) > 0
                or strpos(replace(t.name, '-', ' ') || ' ', right(?, 1) || ' ') > 0)
              and exists (
                  select from unnest(t.name || string_to_array(replace(t.name, '-', ' '), ' ')) w(word)
                  where length(w.word) between length(?) - 2 and length(?) + 2
                    and (left(w.word, 1) = left(?, 1) or right(w.word, 1) = right(?, 1)))
            order by t.usage_count + coalesce(p.delta, 0) desc, t.name
            limit ?
            """
                    .formatted(PENDING);

    private static final String LOCK_TAGS =
            "select tag_no from tagging.tags where tenant_no = ? and tag_no in (?, ?) order by tag_no for update";

    private static final String LOCK_IMAGES_OF =
            """
            select i.image_no from tagging.images i
            where i.image_no in (select a.image_no from tagging.image_tags a where a.tag_no in (?, ?)
                                 union select r.image_no from tagging.tag_removals r where r.tag_no in (?, ?))
            order by i.image_no
            for no key update
            """;

    /**
     * Waits for all who are writing assertions and keeps others from it, so that nobody adds a tag under its old number or
     * name while it goes.
     */
    private static final String LOCK_ASSERTIONS =
            "lock table tagging.image_tags, tagging.tag_removals in share row exclusive mode";

    private static final String RENAME = "update tagging.tags set name = ? where tag_no = ?";

    private static final String USES =
            """
            select t.usage_count
                   + coalesce((select sum(d.delta) from tagging.tag_count_deltas d where d.tag_no = t.tag_no), 0)
            from tagging.tags t
            where t.tag_no = ?
            """;

    private static final String IMAGES_OF =
            """
            select count(distinct a.image_no) from tagging.image_tags a
            join tagging.images i on i.image_no = a.image_no
            where a.tag_no = ?
            """;

    /** Where the tag that goes was said and not removed, the removal of the tag that stays ends. */
    private static final String END_REMOVALS =
            """
            delete from tagging.tag_removals r
            where r.tag_no = ?
              and exists (select from tagging.image_tags a where a.image_no = r.image_no and a.tag_no = ?)
              and not exists (select from tagging.tag_removals x where x.image_no = r.image_no and x.tag_no = ?)
            """;

    /** Where the tag that goes was removed, that holds for the one that stays unless somebody had said that one. */
    private static final String MOVE_REMOVALS =
            """
            insert into tagging.tag_removals (image_no, tag_no, removed_by, removed_at)
            select r.image_no, ?, r.removed_by, r.removed_at
            from tagging.tag_removals r
            where r.tag_no = ?
              and not exists (select from tagging.image_tags a where a.image_no = r.image_no and a.tag_no = ?)
            order by r.image_no
            on conflict do nothing
            """;

    private static final String MOVE_ASSERTIONS =
            """
            insert into tagging.image_tags as a (image_no, tag_no, source_no, band, confidence, created_by, created_at)
            select f.image_no, ?, f.source_no, f.band, f.confidence, f.created_by, f.created_at
            from tagging.image_tags f
            join tagging.images i on i.image_no = f.image_no
            where f.tag_no = ?
            order by f.image_no
            on conflict (image_no, tag_no, source_no) do update
            set band = least(a.band, excluded.band), confidence = greatest(a.confidence, excluded.confidence)
            """;

    private static final String DELETE_REMOVALS = "delete from tagging.tag_removals where tag_no = ?";
    private static final String DELETE_ASSERTIONS = "delete from tagging.image_tags where tag_no = ?";
    private static final String DELETE_TAG = "delete from tagging.tags where tag_no = ?";

    private static final String FOLD_LOCK = "select pg_try_advisory_xact_lock(?, ?)";

    /** Tags in ascending order, like everybody who locks several. */
    private static final String FOLD =
            """
            with folded as (
                delete from tagging.tag_count_deltas d
                where d.delta_no in (select x.delta_no from tagging.tag_count_deltas x order by x.delta_no limit ?)
                returning d.tag_no, d.delta
            ), sums as (
                select f.tag_no, sum(f.delta) as delta from folded f group by f.tag_no
            ), locked as (
                select t.tag_no, s.delta from tagging.tags t join sums s on s.tag_no = t.tag_no
                where s.delta <> 0
                order by t.tag_no
                for no key update of t
            ), updated as (
                update tagging.tags t
                set usage_count = t.usage_count + l.delta
                from locked l
                where t.tag_no = l.tag_no
            )
            select count(*) from folded
            """;

    private static final String PENDING_CHANGES = "select count(*) from tagging.tag_count_deltas";

    private final SqlExecutor sql;

    SqlTagStore(SqlExecutor sql) {
        this.sql = sql;
    }

    @Override
    public Map<TagName, Integer> getOrCreate(int tenant, Map<TagName, Optional<TagCategory>> tags) {
        Map<TagName, Integer> numbers = numbers(tenant, tags.keySet());
        if (numbers.size() == tags.size()) {
            return numbers;
        }
        Map<TagName, Optional<TagCategory>> missing = new TreeMap<>(tags);
        missing.keySet().removeAll(numbers.keySet());
        List<@Nullable String> categories = new ArrayList<>();
        missing.values()
                .forEach(category ->
                        categories.add(category.map(TagCategory::value).orElse(null)));
        sql.update(INSERT, tenant, texts(missing.keySet()), categories.toArray(String[]::new));
        numbers.putAll(numbers(tenant, missing.keySet()));
        return numbers;
    }

    @Override
    public Map<TagName, Integer> numbers(int tenant, Collection<TagName> names) {
        Map<TagName, Integer> result = new HashMap<>();
        if (!names.isEmpty()) {
            sql.query(NUMBERS, row -> Map.entry(TagName.of(row.getString(1)), row.getInt(2)), tenant, texts(names))
                    .forEach(entry -> result.put(entry.getKey(), entry.getValue()));
        }
        return result;
    }

    @Override
    public Optional<Tag> find(int tenant, TagName name) {
        return sql.query(FIND, SqlRows::tag, tenant, name.value()).stream().findFirst();
    }

    @Override
    public List<Tag> popular(int tenant, int limit) {
        return sql.query(POPULAR.formatted(PENDING, limit), SqlRows::tag, tenant, tenant, limit);
    }

    @Override
    public List<Tag> list(int tenant, @Nullable String after, int limit) {
        return sql.query(LIST, SqlRows::tag, tenant, after == null ? "" : after, limit);
    }

    @Override
    public List<Tag> startingWith(int tenant, String prefix, int limit) {
        String end = prefix + AFTER_ALL;
        return sql.query(
                STARTING_WITH.formatted(PENDING, limit, prefix.length() == 1 ? SEEN : HIDDEN),
                SqlRows::tag,
                tenant,
                prefix,
                end,
                tenant,
                prefix,
                end,
                limit);
    }

    @Override
    public List<String> resembling(int tenant, String word, int limit) {
        return sql.query(
                RESEMBLING, row -> row.getString(1), tenant, tenant, word, word, word, word, word, word, limit);
    }

    @Override
    public long rename(int tenant, int tagNumber, TagName to) {
        lock(tenant, tagNumber, tagNumber);
        sql.update(RENAME, to.value(), tagNumber);
        return count(USES, tagNumber);
    }

    @Override
    public long merge(int tenant, int from, int into) {
        lock(tenant, from, into);
        long images = count(IMAGES_OF, from);
        sql.update(END_REMOVALS, into, from, from);
        sql.update(MOVE_REMOVALS, into, from, into);
        sql.update(MOVE_ASSERTIONS, into, from);
        sql.update(DELETE_ASSERTIONS, from);
        sql.update(DELETE_REMOVALS, from);
        sql.update(DELETE_TAG, from);
        return images;
    }

    /** Images come before tags everywhere; the second look finds those that were written while waiting for the table. */
    private void lock(int tenant, int one, int other) {
        sql.query(LOCK_IMAGES_OF, row -> row.getInt(1), one, other, one, other);
        sql.update(LOCK_ASSERTIONS);
        sql.query(LOCK_IMAGES_OF, row -> row.getInt(1), one, other, one, other);
        sql.query(LOCK_TAGS, row -> row.getInt(1), tenant, one, other);
    }

    @Override
    public int fold(int limit) {
        if (!sql.query(FOLD_LOCK, row -> row.getBoolean(1), AdvisoryLocks.SPACE, AdvisoryLocks.FOLD)
                .get(0)) {
            return 0;
        }
        return sql.query(FOLD, row -> row.getInt(1), limit).get(0);
    }

    @Override
    public long pendingChanges() {
        return sql.query(PENDING_CHANGES, row -> row.getLong(1)).get(0);
    }

    private long count(String query, int tag) {
        return sql.query(query, row -> row.getLong(1), tag).get(0);
    }
}
