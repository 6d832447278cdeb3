-- Rights of a role that runs the library (:"app") and of one that reads the public views (:"readonly").
-- psql -v app=shop -v readonly=reports -f grants.sql, as the owner of the schema, after every migration.
grant usage on schema tagging to :"app";
grant select on all tables in schema tagging to :"app";
grant insert, update, delete on tagging.tenants, tagging.images, tagging.tags, tagging.sources, tagging.image_tags,
    tagging.tag_removals, tagging.tag_feedback, tagging.image_search, tagging.tag_count_deltas, tagging.tagging_jobs,
    tagging.pipeline_pauses, tagging.backfills, tagging.usage_windows to :"app";
revoke execute on all functions in schema tagging from public;
grant execute on all functions in schema tagging to :"app";
grant usage on schema tagging to :"readonly";
grant select on tagging.image_v1, tagging.tag_v1, tagging.image_tag_v1 to :"readonly";
