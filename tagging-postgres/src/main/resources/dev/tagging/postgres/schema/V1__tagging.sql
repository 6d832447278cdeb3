-- Tagging, schema version 1. PostgreSQL 14 or newer. Everything lives in the schema "tagging" and nothing outside is touched.
-- Tables are private and may change between versions; hosts read the views whose names end in _v1.

-- English stems without stop words: "can", "will" and "the who" are good tags.
create text search dictionary tagging.word_stem (template = pg_catalog.snowball, language = 'english');

-- What is found of an image in one place: '1' a sure tag, '2' a suggested one, '3' the filename. Lexemes begin with the place, so
-- that the index alone tells places apart: weights would have to be rechecked row by row. Then comes a word (for beginnings) or '%'
-- + the stem of a word (for words, and with positions for phrases); empty words leave gaps. The first label stands behind the last
-- word, so that no phrase runs on into what a vector is continued with.
create function tagging.place_vector(place text, words text[], labels text[]) returns tsvector
    language sql immutable parallel safe
    set search_path = pg_catalog, pg_temp
as $$
    with entries as (
        select place || left(x.lexeme, 400) as lexeme, x.position
        from unnest(words) with ordinality w(word, nr)
        cross join lateral (
            values (w.word, null),
                   ('%' || coalesce((ts_lexize('tagging.word_stem', w.word))[1], w.word), least(w.nr, 16383))
        ) x(lexeme, position)
        where w.word <> ''
        union all
        select place || l.label, case l.nr when 1 then least(cardinality(words) + 1, 16383) end
        from unnest(labels) with ordinality l(label, nr)
        where l.label is not null
    )
    select array_to_tsvector(coalesce(array_agg(e.lexeme) filter (where e.position is null), '{}'))
           || coalesce(string_agg(
               '''' || replace(replace(e.lexeme, '\', '\\'), '''', '''''') || ''':' || e.position, ' ')
               filter (where e.position is not null), '')::tsvector
    from entries e
$$;

-- A tag is found by its words, by '#' + all of it and by '@' + its category.
create function tagging.tag_vector(place text, name text, category text) returns tsvector
    language sql immutable parallel safe
    set search_path = pg_catalog, pg_temp
as $$
    select tagging.place_vector(
        place, string_to_array(replace(name, '-', ' '), ' '), array['#' || name, '@' || category])
$$;

-- A filename is found by its words; each line is another way to take it apart.
create function tagging.filename_vector(words text) returns tsvector
    language sql immutable parallel safe
    set search_path = pg_catalog, pg_temp
as $$
    select tagging.place_vector('3', string_to_array(replace(words, E'\n', '  '), ' '), '{}')
$$;

create aggregate tagging.tsvector_agg(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');

create table tagging.tenants (
    tenant_no int generated always as identity primary key,
    tenant_id text collate "C" not null unique check (length(tenant_id) between 1 and 255)
);
insert into tagging.tenants (tenant_id) values ('default');

-- The host's keys are text of any shape. Keys that look like a bigint or a uuid appear as such too, so that joins and foreign
-- keys with the host's tables can use an index.
create table tagging.images (
    image_no        int generated always as identity primary key,
    tenant_no       int  not null references tagging.tenants,
    image_id        text collate "C" not null check (length(image_id) between 1 and 255),
    image_id_long   bigint generated always as (
        case
            when image_id ~ '^(0|-?[1-9][0-9]{0,17})$'
                or (image_id ~ '^[1-9][0-9]{18}$' and image_id <= '9223372036854775807')
                or (image_id ~ '^-[1-9][0-9]{18}$' and image_id <= '-9223372036854775808')
            then image_id::bigint
        end) stored,
    image_id_uuid   uuid generated always as (
        case
            when image_id ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
            then image_id::uuid
        end) stored,
    filename        text not null,
    filename_words  text not null,
    filename_vector tsvector generated always as (tagging.filename_vector(filename_words)) stored,
    owner_id        text collate "C",
    content_type    text,
    content_version text,
    width           int check (width > 0),
    height          int check (height > 0),
    created_at      timestamptz not null default clock_timestamp(),
    unique (tenant_no, image_id)
);
create index images_owner on tagging.images (tenant_no, owner_id, image_no) where owner_id is not null;
create index images_created on tagging.images (tenant_no, created_at, image_no);
create index images_long on tagging.images (image_id_long) where image_id_long is not null;
create index images_uuid on tagging.images (image_id_uuid) where image_id_uuid is not null;

create table tagging.tags (
    tag_no           int generated always as identity primary key,
    tenant_no        int    not null references tagging.tenants,
    name             text   collate "C" not null check (length(name) between 1 and 100),
    category         text   collate "C",
    usage_count      bigint not null default 0,
    sure_vector      tsvector generated always as (tagging.tag_vector('1', name, category)) stored,
    suggested_vector tsvector generated always as (tagging.tag_vector('2', name, category)) stored,
    unique (tenant_no, name)
);
create index tags_usage on tagging.tags (tenant_no, usage_count desc, name);

-- Who says something: source 0 is all people, every other one a model of a provider in a pipeline.
create table tagging.sources (
    source_no int generated by default as identity primary key,
    pipeline  text collate "C" not null,
    provider  text collate "C" not null,
    model     text collate "C" not null,
    unique (pipeline, provider, model)
);
insert into tagging.sources (source_no, pipeline, provider, model) values (0, '', '', '');

-- One row for each assertion: people and any number of models may say the same tag of the same image without overwriting one
-- another. No foreign key to tags: its share locks on popular tags cost more than they protect. None to images either, whose check
-- of each row takes a fifth of the time of tagging in bulk: on_said checks a statement at a time, and on_images_deleted cascades.
-- band: 1 HIGH, 2 MEDIUM, 3 LOW (kept, not shown).
create table tagging.image_tags (
    image_no   int      not null,
    tag_no     int      not null,
    source_no  int      not null,
    band       smallint not null check (band between 1 and 3),
    confidence real check (confidence between 0 and 100),
    created_by text,
    created_at timestamptz not null default clock_timestamp(),
    primary key (image_no, tag_no, source_no)
);
create index image_tags_tag on tagging.image_tags (tag_no, image_no);

-- What a person took off holds against every source until it is undone.
create table tagging.tag_removals (
    image_no   int  not null references tagging.images on delete cascade,
    tag_no     int  not null,
    removed_by text not null,
    removed_at timestamptz not null default clock_timestamp(),
    primary key (image_no, tag_no)
);

-- What people thought of tags, for export. Only ever appended to; refers to nothing, so that it survives images and tags.
create table tagging.tag_feedback (
    feedback_no bigint generated always as identity primary key,
    tenant_no   int  not null,
    image_id    text not null,
    tag         text not null,
    action      text not null check (action in ('ADDED', 'REMOVED', 'RESTORED')),
    user_id     text not null,
    provider    text,
    model       text,
    confidence  real,
    created_at  timestamptz not null default clock_timestamp()
);

-- Derived from the tables above by triggers and rebuildable at any time. A vector continues the vectors of the shown tags with that
-- of the filename; its lexemes '1~user', '1~ai', '2~user' and '2~ai' tell who says its tags.
create table tagging.image_search (
    image_no   int      primary key references tagging.images on delete cascade,
    tenant_no  int      not null,
    shown_tags int[]    not null,
    vector     tsvector not null
);
create index image_search_tenant on tagging.image_search (tenant_no, image_no);
create index image_search_vector on tagging.image_search using gin (vector);

-- Changes of tags.usage_count that maintenance has still to add up.
create table tagging.tag_count_deltas (
    delta_no bigint generated always as identity primary key,
    tag_no   int not null,
    delta    int not null
);

-- run_at is when a waiting job is due, and when the lease of one in work ends: one index serves both.
-- claim_no only ever grows; whoever holds an older number has lost the job.
create table tagging.tagging_jobs (
    image_no    int      not null references tagging.images on delete cascade,
    pipeline    text     collate "C" not null,
    state       text     collate "C" not null default 'WAITING'
        check (state in ('WAITING', 'PROCESSING', 'COMPLETED', 'FAILED')),
    priority    smallint not null,
    attempts    int      not null default 0,
    losses      int      not null default 0,
    claim_no    bigint   not null default 0,
    run_at      timestamptz not null default clock_timestamp(),
    worker      text,
    error_kind  text,
    error       text,
    verdict     text,
    backfill_no bigint,
    updated_at  timestamptz not null default clock_timestamp(),
    primary key (image_no, pipeline)
);
create index tagging_jobs_open on tagging.tagging_jobs (pipeline, priority, run_at)
    where state in ('WAITING', 'PROCESSING');
create index tagging_jobs_failed on tagging.tagging_jobs (updated_at desc, image_no, pipeline) where state = 'FAILED';
create index tagging_jobs_backfill on tagging.tagging_jobs (backfill_no, state) where backfill_no is not null;

create table tagging.pipeline_pauses (
    pipeline     text collate "C" primary key,
    paused_until timestamptz not null,
    reason       text not null
);

create table tagging.backfills (
    backfill_no    bigint generated always as identity primary key,
    tenant_no      int     not null references tagging.tenants,
    pipeline       text    collate "C" not null,
    again          boolean not null,
    created_from   timestamptz,
    created_before timestamptz,
    state          text    not null check (state in ('RUNNING', 'PAUSED', 'CANCELLED', 'FINISHED')),
    total          bigint  not null,
    queued         bigint  not null default 0,
    position_no    int     not null default 0,
    last_no        int     not null,
    created_at     timestamptz not null default clock_timestamp(),
    finished_at    timestamptz
);

create table tagging.usage_windows (
    scope        text not null,
    unit         text not null check (unit in ('MINUTE', 'DAY', 'MONTH')),
    window_start timestamptz not null,
    used         bigint not null,
    primary key (scope, unit, window_start)
);

-- Brings image_search in line with what is said of these images, notes which counts change, and answers with how many of the images
-- there are; none of these can be deleted before the transaction ends. With one plan for any number of images: planning would take
-- longer than the work for one.
create function tagging.refresh_search(numbers int[]) returns int
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan
as $$
declare
    present int;
begin
    perform 1 from tagging.images i where i.image_no = any (numbers) order by i.image_no for no key update;
    get diagnostics present = row_count;

    with fresh as (
        select i.image_no, i.tenant_no, coalesce(s.vector, '') || i.filename_vector as vector,
               coalesce(s.tags, '{}') as shown_tags
        from tagging.images i
        cross join lateral (
            select tagging.tsvector_agg(case when a.sure then t.sure_vector else t.suggested_vector end order by a.tag_no)
                       || array_to_tsvector(array_agg(
                           case when a.sure then '1' else '2' end || case when a.by_people then '~user' else '~ai' end))
                       as vector,
                   array_agg(a.tag_no order by a.tag_no) as tags
            from (
                select distinct on (a.tag_no) a.tag_no, a.band = 1 as sure, a.source_no = 0 as by_people
                from tagging.image_tags a
                where a.image_no = i.image_no and a.band < 3
                  and not exists (
                      select from tagging.tag_removals r where r.image_no = a.image_no and r.tag_no = a.tag_no)
                order by a.tag_no, a.source_no <> 0, a.band, a.confidence desc nulls last, a.source_no
            ) a
            join tagging.tags t on t.tag_no = a.tag_no
        ) s
        where i.image_no = any (numbers)
    ), stale as (
        select f.*, o.shown_tags as old_tags, o.image_no is null as absent
        from fresh f
        left join tagging.image_search o on o.image_no = f.image_no
        where o.image_no is null or o.vector <> f.vector or o.shown_tags <> f.shown_tags
    ), updated as (
        update tagging.image_search s
        set vector = f.vector, shown_tags = f.shown_tags
        from stale f
        where s.image_no = f.image_no
    ), inserted as (
        insert into tagging.image_search (image_no, tenant_no, shown_tags, vector)
        select f.image_no, f.tenant_no, f.shown_tags, f.vector from stale f where f.absent
    )
    insert into tagging.tag_count_deltas (tag_no, delta)
    select d.tag_no, sum(d.delta)
    from (
        select unnest(f.shown_tags) as tag_no, 1 as delta from stale f
        union all
        select unnest(f.old_tags), -1 from stale f
    ) d
    group by d.tag_no
    having sum(d.delta) <> 0
    order by d.tag_no;

    return present;
end
$$;

-- Rebuilds everything derived, a slice of image numbers at a time: for repairs, after changing the dictionary and after an upgrade
-- to a PostgreSQL that stems differently. Answers with how many images there are. Setting a column to itself computes anew what
-- is generated from it, of tags that nobody uses at present too.
create function tagging.rebuild_search(first_no int, last_no int) returns int
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
begin
    delete from tagging.image_tags a
    where a.image_no between first_no and last_no
      and not exists (select from tagging.images i where i.image_no = a.image_no);
    update tagging.images i
    set filename_words = i.filename_words
    where i.image_no between first_no and last_no and i.filename_vector <> tagging.filename_vector(i.filename_words);
    update tagging.tags t
    set name = t.name
    where t.tag_no in (
            select a.tag_no from tagging.image_tags a where a.image_no between first_no and last_no
            union all
            select u.tag_no from tagging.tags u
            where not exists (select from tagging.image_tags a where a.tag_no = u.tag_no))
      and t.sure_vector <> tagging.tag_vector('1', t.name, t.category);
    return tagging.refresh_search(array(
        select i.image_no from tagging.images i where i.image_no between first_no and last_no));
end
$$;

create function tagging.on_said() returns trigger
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    numbers int[];
begin
    if tg_op = 'INSERT' then
        numbers := array(select distinct n.image_no from new_rows n);
    elsif tg_op = 'DELETE' then
        numbers := array(select distinct o.image_no from old_rows o);
    else
        numbers := array(select n.image_no from new_rows n union select o.image_no from old_rows o);
    end if;
    if cardinality(numbers) > 0 and tagging.refresh_search(numbers) < cardinality(numbers) and tg_op <> 'DELETE' then
        if exists (
            select from new_rows n where not exists (select from tagging.images i where i.image_no = n.image_no)
        ) then
            raise foreign_key_violation using
                message = format('%I names an image that is not in "images"', tg_table_name),
                schema = tg_table_schema, table = tg_table_name, column = 'image_no';
        end if;
    end if;
    if tg_op = 'INSERT' and tg_table_name = 'image_tags'
        and current_setting('transaction_isolation') in ('repeatable read', 'serializable') then
        -- a tag that was merged into another one since the snapshot was taken is still seen; locking it fails
        perform 1 from tagging.tags t where t.tag_no in (select n.tag_no from new_rows n) order by t.tag_no for key share;
    end if;
    return null;
end
$$;

create trigger image_tags_inserted after insert on tagging.image_tags
    referencing new table as new_rows for each statement execute function tagging.on_said();
create trigger image_tags_updated after update on tagging.image_tags
    referencing old table as old_rows new table as new_rows for each statement execute function tagging.on_said();
create trigger image_tags_deleted after delete on tagging.image_tags
    referencing old table as old_rows for each statement execute function tagging.on_said();

create trigger tag_removals_inserted after insert on tagging.tag_removals
    referencing new table as new_rows for each statement execute function tagging.on_said();
create trigger tag_removals_updated after update on tagging.tag_removals
    referencing old table as old_rows new table as new_rows for each statement execute function tagging.on_said();
create trigger tag_removals_deleted after delete on tagging.tag_removals
    referencing old table as old_rows for each statement execute function tagging.on_said();

create trigger images_inserted after insert on tagging.images
    referencing new table as new_rows for each statement execute function tagging.on_said();

create function tagging.on_images_deleted() returns trigger
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'TRUNCATE' then
        truncate tagging.image_tags, tagging.tag_count_deltas;
        update tagging.tags set usage_count = 0 where usage_count <> 0;
    else
        delete from tagging.image_tags a where a.image_no = any (array(select o.image_no from old_rows o));
    end if;
    return null;
end
$$;
create trigger images_deleted after delete on tagging.images
    referencing old table as old_rows for each statement execute function tagging.on_images_deleted();
create trigger images_truncated after truncate on tagging.images
    for each statement execute function tagging.on_images_deleted();

-- Nothing derived would follow.
create function tagging.on_truncated() returns trigger
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from tagging.images) then
        raise feature_not_supported using
            message = format('%I cannot be emptied while there are images', tg_table_name),
            hint = 'Truncate tagging.images with cascade, or delete from this table.';
    end if;
    return null;
end
$$;
create trigger image_tags_truncated after truncate on tagging.image_tags
    for each statement execute function tagging.on_truncated();
create trigger tag_removals_truncated after truncate on tagging.tag_removals
    for each statement execute function tagging.on_truncated();
create trigger image_search_truncated after truncate on tagging.image_search
    for each statement execute function tagging.on_truncated();

create function tagging.on_image_renamed() returns trigger
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    perform tagging.refresh_search(array[new.image_no]);
    return null;
end
$$;
create trigger images_renamed after update of filename_words on tagging.images
    for each row when (old.filename_words is distinct from new.filename_words)
    execute function tagging.on_image_renamed();

create function tagging.on_tag_changed() returns trigger
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    -- whoever says the tag meanwhile would write down what it was called before; images first, as everybody locks them
    perform 1 from tagging.images i
    where i.image_no in (select a.image_no from tagging.image_tags a where a.tag_no = new.tag_no)
    order by i.image_no for no key update;
    lock table tagging.image_tags, tagging.tag_removals in share row exclusive mode;
    perform tagging.refresh_search(array(
        select distinct a.image_no from tagging.image_tags a where a.tag_no = new.tag_no));
    return null;
end
$$;
create trigger tags_changed after update of name, category on tagging.tags
    for each row when (old.name is distinct from new.name or old.category is distinct from new.category)
    execute function tagging.on_tag_changed();

create function tagging.on_search_deleted() returns trigger
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    insert into tagging.tag_count_deltas (tag_no, delta)
    select t.tag_no, -count(*)
    from old_rows o cross join lateral unnest(o.shown_tags) t(tag_no)
    group by t.tag_no
    order by t.tag_no;
    return null;
end
$$;
create trigger image_search_deleted after delete on tagging.image_search
    referencing old table as old_rows for each statement execute function tagging.on_search_deleted();

-- The stable read contract for hosts.
create view tagging.image_v1 as
select i.image_no, t.tenant_id, i.image_id, i.image_id_long, i.image_id_uuid, i.filename, i.owner_id, i.content_type,
       i.content_version, i.width, i.height, i.created_at
from tagging.images i
join tagging.tenants t on t.tenant_no = i.tenant_no;

create view tagging.tag_v1 as
select t.tag_no, n.tenant_id, t.name, t.category,
       t.usage_count + coalesce((select sum(d.delta) from tagging.tag_count_deltas d where d.tag_no = t.tag_no), 0)::bigint
           as usage_count
from tagging.tags t
join tagging.tenants n on n.tenant_no = t.tenant_no;

create view tagging.image_tag_v1 as
select a.image_no, a.tag_no, n.tenant_id, i.image_id, i.image_id_long, i.image_id_uuid, t.name, t.category,
       case a.source_no when 0 then 'USER' else 'AI' end as source,
       case a.band when 1 then 'HIGH' else 'MEDIUM' end as band,
       a.confidence, nullif(s.model, '') as model, a.created_by, a.created_at
from tagging.image_tags a
join tagging.images i on i.image_no = a.image_no
join tagging.tenants n on n.tenant_no = i.tenant_no
join tagging.tags t on t.tag_no = a.tag_no
join tagging.sources s on s.source_no = a.source_no
where a.band < 3
  and not exists (select from tagging.tag_removals r where r.image_no = a.image_no and r.tag_no = a.tag_no)
  and not exists (
      select from tagging.image_tags b
      where b.image_no = a.image_no and b.tag_no = a.tag_no and b.band < 3
        and (b.source_no <> 0, b.band, -coalesce(b.confidence, -1), b.source_no)
          < (a.source_no <> 0, a.band, -coalesce(a.confidence, -1), a.source_no));
