package dev.tagging.jooq;

import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.REAL;
import static org.jooq.impl.SQLDataType.TIMESTAMPWITHTIMEZONE;
import static org.jooq.impl.SQLDataType.VARCHAR;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.TableOptions;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.SchemaImpl;
import org.jooq.impl.TableImpl;
import org.jspecify.annotations.Nullable;

/**
 * The public views, for joins in the host's own queries. All columns are read-only.
 *
 * <pre>{@code
 * dsl.select(PHOTO.TITLE).from(PHOTO)
 *    .join(IMAGE_TAG_V1).on(IMAGE_TAG_V1.IMAGE_ID_LONG.eq(PHOTO.ID))
 *    .where(IMAGE_TAG_V1.NAME.eq("beach"))
 * }</pre>
 */
public final class TaggingViews {

    /** Images, one row each. */
    public static final ImageV1 IMAGE_V1 = new ImageV1(DSL.name("image_v1"), null);

    /** Tags with their number of uses. */
    public static final TagV1 TAG_V1 = new TagV1(DSL.name("tag_v1"), null);

    /** The tags people see, one row for each image and tag. */
    public static final ImageTagV1 IMAGE_TAG_V1 = new ImageTagV1(DSL.name("image_tag_v1"), null);

    private TaggingViews() {}

    /** What the views have in common. */
    private abstract static class View extends TableImpl<Record> {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("NullAway") // jOOQ takes null for "not an alias" and "no parameters"
        View(Name name, @Nullable TableImpl<Record> aliased) {
            super(name, new SchemaImpl(DSL.name("tagging")), aliased, null, DSL.comment(""), TableOptions.view());
        }
    }

    /** {@code tagging.image_v1}. */
    public static final class ImageV1 extends View {

        private static final long serialVersionUID = 1L;

        public final TableField<Record, Integer> IMAGE_NO = createField(DSL.name("image_no"), INTEGER, this);
        public final TableField<Record, String> TENANT_ID = createField(DSL.name("tenant_id"), VARCHAR, this);
        public final TableField<Record, String> IMAGE_ID = createField(DSL.name("image_id"), VARCHAR, this);
        public final TableField<Record, Long> IMAGE_ID_LONG = createField(DSL.name("image_id_long"), BIGINT, this);
        public final TableField<Record, UUID> IMAGE_ID_UUID =
                createField(DSL.name("image_id_uuid"), SQLDataType.UUID, this);
        public final TableField<Record, String> FILENAME = createField(DSL.name("filename"), VARCHAR, this);
        public final TableField<Record, String> OWNER_ID = createField(DSL.name("owner_id"), VARCHAR, this);
        public final TableField<Record, String> CONTENT_TYPE = createField(DSL.name("content_type"), VARCHAR, this);
        public final TableField<Record, String> CONTENT_VERSION =
                createField(DSL.name("content_version"), VARCHAR, this);
        public final TableField<Record, Integer> WIDTH = createField(DSL.name("width"), INTEGER, this);
        public final TableField<Record, Integer> HEIGHT = createField(DSL.name("height"), INTEGER, this);
        public final TableField<Record, OffsetDateTime> CREATED_AT =
                createField(DSL.name("created_at"), TIMESTAMPWITHTIMEZONE, this);

        private ImageV1(Name alias, @Nullable TableImpl<Record> aliased) {
            super(alias, aliased);
        }

        @Override
        public ImageV1 as(String alias) {
            return new ImageV1(DSL.name(alias), this);
        }
    }

    /** {@code tagging.tag_v1}. */
    public static final class TagV1 extends View {

        private static final long serialVersionUID = 1L;

        public final TableField<Record, Integer> TAG_NO = createField(DSL.name("tag_no"), INTEGER, this);
        public final TableField<Record, String> TENANT_ID = createField(DSL.name("tenant_id"), VARCHAR, this);
        public final TableField<Record, String> NAME = createField(DSL.name("name"), VARCHAR, this);
        public final TableField<Record, String> CATEGORY = createField(DSL.name("category"), VARCHAR, this);
        public final TableField<Record, Long> USAGE_COUNT = createField(DSL.name("usage_count"), BIGINT, this);

        private TagV1(Name alias, @Nullable TableImpl<Record> aliased) {
            super(alias, aliased);
        }

        @Override
        public TagV1 as(String alias) {
            return new TagV1(DSL.name(alias), this);
        }
    }

    /** {@code tagging.image_tag_v1}. */
    public static final class ImageTagV1 extends View {

        private static final long serialVersionUID = 1L;

        public final TableField<Record, Integer> IMAGE_NO = createField(DSL.name("image_no"), INTEGER, this);
        public final TableField<Record, Integer> TAG_NO = createField(DSL.name("tag_no"), INTEGER, this);
        public final TableField<Record, String> TENANT_ID = createField(DSL.name("tenant_id"), VARCHAR, this);
        public final TableField<Record, String> IMAGE_ID = createField(DSL.name("image_id"), VARCHAR, this);
        public final TableField<Record, Long> IMAGE_ID_LONG = createField(DSL.name("image_id_long"), BIGINT, this);
        public final TableField<Record, UUID> IMAGE_ID_UUID =
                createField(DSL.name("image_id_uuid"), SQLDataType.UUID, this);
        public final TableField<Record, String> NAME = createField(DSL.name("name"), VARCHAR, this);
        public final TableField<Record, String> CATEGORY = createField(DSL.name("category"), VARCHAR, this);
        public final TableField<Record, String> SOURCE = createField(DSL.name("source"), VARCHAR, this);
        public final TableField<Record, String> BAND = createField(DSL.name("band"), VARCHAR, this);
        public final TableField<Record, Float> CONFIDENCE = createField(DSL.name("confidence"), REAL, this);
        public final TableField<Record, String> MODEL = createField(DSL.name("model"), VARCHAR, this);
        public final TableField<Record, String> CREATED_BY = createField(DSL.name("created_by"), VARCHAR, this);
        public final TableField<Record, OffsetDateTime> CREATED_AT =
                createField(DSL.name("created_at"), TIMESTAMPWITHTIMEZONE, this);

        private ImageTagV1(Name alias, @Nullable TableImpl<Record> aliased) {
            super(alias, aliased);
        }

        @Override
        public ImageTagV1 as(String alias) {
            return new ImageTagV1(DSL.name(alias), this);
        }
    }
}
