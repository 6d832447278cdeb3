package dev.tagging.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An image, read from the public view {@code tagging.image_v1}. Join it with a host's entity by {@code imageIdLong} or {@code
 * imageIdUuid}, whichever shape the host's keys have.
 */
@Entity(name = "ImageView")
@Table(schema = "tagging", name = "image_v1")
@SuppressWarnings("NullAway.Init")
public class ImageView {

    @Id
    @Column(name = "image_no", insertable = false, updatable = false)
    private Integer imageNo;

    @Column(name = "tenant_id", insertable = false, updatable = false)
    private String tenantId;

    @Column(name = "image_id", insertable = false, updatable = false)
    private String imageId;

    @Column(name = "image_id_long", insertable = false, updatable = false)
    private @Nullable Long imageIdLong;

    @Column(name = "image_id_uuid", insertable = false, updatable = false)
    private @Nullable UUID imageIdUuid;

    @Column(name = "filename", insertable = false, updatable = false)
    private String filename;

    @Column(name = "owner_id", insertable = false, updatable = false)
    private @Nullable String ownerId;

    @Column(name = "content_type", insertable = false, updatable = false)
    private @Nullable String contentType;

    @Column(name = "width", insertable = false, updatable = false)
    private @Nullable Integer width;

    @Column(name = "height", insertable = false, updatable = false)
    private @Nullable Integer height;

    @Column(name = "created_at", insertable = false, updatable = false)
    private Instant createdAt;

    @OneToMany(mappedBy = "image")
    private Set<ImageTagView> tags = new LinkedHashSet<>();

    protected ImageView() {}

    /** The library's number of the image. */
    public Integer getImageNo() {
        return imageNo;
    }

    public String getTenantId() {
        return tenantId;
    }

    /** The host's key as text. */
    public String getImageId() {
        return imageId;
    }

    /** The host's key as a number; null when it has another shape. */
    public @Nullable Long getImageIdLong() {
        return imageIdLong;
    }

    /** The host's key as a UUID; null when it has another shape. */
    public @Nullable UUID getImageIdUuid() {
        return imageIdUuid;
    }

    public String getFilename() {
        return filename;
    }

    public @Nullable String getOwnerId() {
        return ownerId;
    }

    public @Nullable String getContentType() {
        return contentType;
    }

    public @Nullable Integer getWidth() {
        return width;
    }

    public @Nullable Integer getHeight() {
        return height;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    /** The tags people see on it, in no particular order. */
    public Set<ImageTagView> getTags() {
        return Collections.unmodifiableSet(tags);
    }
}
