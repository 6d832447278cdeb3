package dev.tagging.postgres;

import dev.tagging.Image;
import dev.tagging.ImageId;
import dev.tagging.Tag;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Reads what several statements give, and makes arrays of what they take. */
final class SqlRows {
    private SqlRows() {}

    /** Columns of {@link #image}, of a table or alias {@code i}. */
    static final String IMAGE_COLUMNS =
            """
            i.image_no, i.image_id, i.filename, i.owner_id, i.content_type, i.width, i.height, i.content_version, \
            i.created_at\
            """;

    static Image image(ResultSet row) throws SQLException {
        String owner = row.getString("owner_id");
        return new Image(
                ImageId.of(row.getString("image_id")),
                row.getString("filename"),
                owner == null ? null : UserId.of(owner),
                row.getString("content_type"),
                integer(row, "width"),
                integer(row, "height"),
                row.getString("content_version"),
                instant(row, "created_at"));
    }

    static Tag tag(ResultSet row) throws SQLException {
        return new Tag(TagName.of(row.getString("name")), category(row), row.getLong("uses"));
    }

    static @Nullable TagCategory category(ResultSet row) throws SQLException {
        String category = row.getString("category");
        return category == null ? null : TagCategory.of(category);
    }

    static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static Integer[] integers(Collection<Integer> values) {
        return values.toArray(Integer[]::new);
    }

    static String[] texts(Collection<?> values) {
        return values.stream().map(Object::toString).toArray(String[]::new);
    }
}
