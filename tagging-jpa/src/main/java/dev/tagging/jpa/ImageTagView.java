package dev.tagging.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tag people see on an image, read from the public view {@code tagging.image_tag_v1}. */
@Entity(name = "ImageTagView")
@Table(schema = "tagging", name = "image_tag_v1")
@IdClass(ImageTagView.Key.class)
@SuppressWarnings("NullAway.Init")
public class ImageTagView {

    @Id
    @Column(name = "image_no", insertable = false, updatable = false)
    private Integer imageNo;

    @Id
    @Column(name = "tag_no", insertable = false, updatable = false)
    private Integer tagNo;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "image_no", insertable = false, updatable = false)
    private ImageView image;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "tag_no", insertable = false, updatable = false)
    private TagView tag;

    @Column(name = "tenant_id", insertable = false, updatable = false)
    private String tenantId;

    @Column(name = "image_id", insertable = false, updatable = false)
    private String imageId;

    @Column(name = "image_id_long", insertable = false, updatable = false)
    private @Nullable Long imageIdLong;

    @Column(name = "image_id_uuid", insertable = false, updatable = false)
    private @Nullable UUID imageIdUuid;

    @Column(name = "name", insertable = false, updatable = false)
    private String name;

    @Column(name = "category", insertable = false, updatable = false)
    private @Nullable String category;

    @Column(name = "source", insertable = false, updatable = false)
    private String source;

    @Column(name = "band", insertable = false, updatable = false)
    private String band;

    @Column(name = "confidence", insertable = false, updatable = false)
    private @Nullable Float confidence;

    @Column(name = "model", insertable = false, updatable = false)
    private @Nullable String model;

    @Column(name = "created_at", insertable = false, updatable = false)
    private Instant createdAt;

    protected ImageTagView() {}

    public ImageView getImage() {
        return image;
    }

    public TagView getTag() {
        return tag;
    }

    public String getTenantId() {
        return tenantId;
    }

    /** The host's key of the image as text. */
    public String getImageId() {
        return imageId;
    }

    /** The host's key of the image as a number; null when it has another shape. */
    public @Nullable Long getImageIdLong() {
        return imageIdLong;
    }

    /** The host's key of the image as a UUID; null when it has another shape. */
    public @Nullable UUID getImageIdUuid() {
        return imageIdUuid;
    }

    public String getName() {
        return name;
    }

    public @Nullable String getCategory() {
        return category;
    }

    /** {@code USER} or {@code AI}. */
    public String getSource() {
        return source;
    }

    /** {@code HIGH} or {@code MEDIUM}. */
    public String getBand() {
        return band;
    }

    /** In percent; null for people and for providers without a score. */
    public @Nullable Float getConfidence() {
        return confidence;
    }

    /** Null when a person said it. */
    public @Nullable String getModel() {
        return model;
    }

    public Instant getCreatedAt() {
        return createdAt;
    }

    /** Identity of an {@link ImageTagView}. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private Integer imageNo;
        private Integer tagNo;

        protected Key() {}

        public Key(Integer imageNo, Integer tagNo) {
            this.imageNo = imageNo;
            this.tagNo = tagNo;
        }

        public Integer getImageNo() {
            return imageNo;
        }

        public Integer getTagNo() {
            return tagNo;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && imageNo.equals(key.imageNo) && tagNo.equals(key.tagNo);
        }

        @Override
        public int hashCode() {
            return Objects.hash(imageNo, tagNo);
        }
    }
}
