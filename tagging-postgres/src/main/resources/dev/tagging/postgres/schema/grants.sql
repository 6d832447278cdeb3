-- Rights of a role that runs the library (:"app") and of one that reads the public views (:"readonly").
-- psql -v app=shop -v readonly=reports -f grants.sql, as the owner of the schema, after every migration.
grant usage on schema tagging to :"app";
grant select, insert, update, delete on all tables in schema tagging to :"app";
revoke insert, update, delete on tagging.schema_history from :"app";
grant usage on schema tagging to :"readonly";
grant select on tagging.image_v1, tagging.tag_v1, tagging.image_tag_v1 to :"readonly";
