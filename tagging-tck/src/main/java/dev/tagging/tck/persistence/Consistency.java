package dev.tagging.tck.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.TenantId;
import java.util.List;

/** Everything derived must be what it is derived from, at any time, for every tenant. */
public final class Consistency {

    private static final String SEARCH_ROWS =
            """
            select s.image_no, s.shown_tags::text, s.vector::text
            from tagging.image_search s
            join tagging.image_v1 i on i.image_no = s.image_no
            where i.tenant_id = ?
            order by s.image_no
            """;

    private static final String REFRESH =
            """
            select count(tagging.refresh_search(array(
                select i.image_no from tagging.image_v1 i where i.tenant_id = ?)))
            """;

    private static final String DELTAS =
            """
            select d.tag_no, d.delta
            from tagging.tag_count_deltas d
            join tagging.tag_v1 t on t.tag_no = d.tag_no
            where t.tenant_id = ? and d.delta_no > ?
            """;

    private static final String SHOWN_OTHERWISE =
            """
            select i.image_id, s.shown_tags::text, v.tags::text
            from tagging.image_v1 i
            left join tagging.image_search s on s.image_no = i.image_no
            cross join lateral (
                select array(
                    select t.tag_no from tagging.image_tag_v1 t where t.image_no = i.image_no order by t.tag_no) as tags
            ) v
            where i.tenant_id = ? and s.shown_tags is distinct from v.tags
            """;

    private static final String COUNTED_OTHERWISE =
            """
            select t.name, t.usage_count, c.counted
            from tagging.tag_v1 t
            cross join lateral (
                select count(*) as counted from tagging.image_tag_v1 s where s.tag_no = t.tag_no
            ) c
            where t.tenant_id = ? and t.usage_count <> c.counted
            """;

    private static final String SAID_OF_NO_TAG =
            """
            select i.image_id, s.tag_no
            from (
                select image_no, tag_no from tagging.image_tags union all select image_no, tag_no from tagging.tag_removals
            ) s
            join tagging.image_v1 i on i.image_no = s.image_no
            left join tagging.tag_v1 t on t.tag_no = s.tag_no and t.tenant_id = i.tenant_id
            where i.tenant_id = ? and t.tag_no is null
            """;

    private static final String SAID_OF_NO_IMAGE =
            """
            select a.image_no, a.tag_no from tagging.image_tags a
            where not exists (select from tagging.image_v1 i where i.image_no = a.image_no)
            """;

    private Consistency() {}

    /** Compares shown tags, counts and search vectors of a tenant with what a rebuild would make of them. */
    public static void verify(Sql sql, TenantId tenant) {
        String id = tenant.value();
        assertThat(sql.rows(SAID_OF_NO_TAG, id))
                .as("image and number of tags that do not exist, or are another tenant's")
                .isEmpty();
        assertThat(sql.rows(SAID_OF_NO_IMAGE))
                .as("numbers of images that do not exist, and of a tag they have, whosever they were")
                .isEmpty();
        assertThat(sql.rows(SHOWN_OTHERWISE, id))
                .as("image, tags in the search, tags in the view")
                .isEmpty();
        assertThat(sql.rows(COUNTED_OTHERWISE, id))
                .as("tag, count kept, count counted")
                .isEmpty();
        verifyNothingToRefresh(sql, id);
    }

    private static void verifyNothingToRefresh(Sql sql, String tenant) {
        sql.rolledBack(connection -> {
            long lastDelta = Sql.number(connection, "select max(delta_no) from tagging.tag_count_deltas");
            List<String> kept = Sql.rows(connection, SEARCH_ROWS, tenant);

            Sql.number(connection, REFRESH, tenant);

            assertThat(Sql.rows(connection, SEARCH_ROWS, tenant))
                    .as("image, tags and vector after computing them again")
                    .isEqualTo(kept);
            assertThat(Sql.rows(connection, DELTAS, tenant, lastDelta))
                    .as("tags whose count changes when everything is computed again")
                    .isEmpty();
            return true;
        });
    }
}
