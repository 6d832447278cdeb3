package dev.tagging.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tag, read from the public view {@code tagging.tag_v1}. */
@Entity(name = "TagView")
@Table(schema = "tagging", name = "tag_v1")
@SuppressWarnings("NullAway.Init")
public class TagView {

    @Id
    @Column(name = "tag_no", insertable = false, updatable = false)
    private Integer tagNo;

    @Column(name = "tenant_id", insertable = false, updatable = false)
    private String tenantId;

    @Column(name = "name", insertable = false, updatable = false)
    private String name;

    @Column(name = "category", insertable = false, updatable = false)
    private @Nullable String category;

    @Column(name = "usage_count", insertable = false, updatable = false)
    private Long usageCount;

    @OneToMany(mappedBy = "tag")
    private Set<ImageTagView> images = new LinkedHashSet<>();

    protected TagView() {}

    public Integer getTagNo() {
        return tagNo;
    }

    public String getTenantId() {
        return tenantId;
    }

    public String getName() {
        return name;
    }

    public @Nullable String getCategory() {
        return category;
    }

    /** On how many images people see it. */
    public Long getUsageCount() {
        return usageCount;
    }

    /** Where people see it, in no particular order; large for common tags. */
    public Set<ImageTagView> getImages() {
        return Collections.unmodifiableSet(images);
    }
}
