-- Undoes V1: drops everything it made, with all data. The schema itself and its history stay.
drop view tagging.image_tag_v1, tagging.tag_v1, tagging.image_v1;
drop table tagging.usage_windows, tagging.backfills, tagging.pipeline_pauses, tagging.tagging_jobs,
    tagging.tag_count_deltas, tagging.image_search, tagging.tag_feedback, tagging.tag_removals, tagging.image_tags,
    tagging.sources, tagging.tags, tagging.images, tagging.tenants;
drop function tagging.on_search_deleted(), tagging.on_tag_changed(), tagging.on_image_renamed(), tagging.on_truncated(),
    tagging.on_images_deleted(), tagging.on_said(), tagging.rebuild_search(int, int), tagging.refresh_search(int[]);
drop aggregate tagging.tsvector_agg(tsvector);
drop function tagging.filename_vector(text), tagging.tag_vector(text, text, text), tagging.place_vector(text, text[], text[]);
drop text search dictionary tagging.word_stem;
