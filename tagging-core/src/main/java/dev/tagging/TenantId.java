package dev.tagging;

/**
 * A customer of the host whose images and tags nobody else may see. Hosts without tenants never meet this type: everything
 * they do belongs to {@link #DEFAULT}.
 *
 * @param value 1 to 255 characters, not blank, without control characters
 */
public record TenantId(String value) {

    /** The tenant of {@link Tagging#tags()} and its siblings. */
    public static final TenantId DEFAULT = new TenantId("default");

    public TenantId {
        Text.requireStorable(value, "tenant id", ImageId.MAX_LENGTH);
    }

    public static TenantId of(String value) {
        return new TenantId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
