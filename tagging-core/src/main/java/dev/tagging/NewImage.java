package dev.tagging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a host tells about an image when it registers it. Only id and filename are needed; every {@code with…} method returns
 * a changed copy.
 *
 * @param filename 1 to 1,024 characters without control characters; directories are allowed and searched like the rest
 * @param contentType media type such as {@code image/jpeg}; null when unknown
 * @param width width in pixels as a person sees it, at least 1; null when unknown
 * @param height height in pixels as a person sees it, at least 1; null when unknown
 * @param contentVersion any text that changes when the bytes change (hash, ETag, version number); null when the host has none
 * @param createdAt when the image came into being for its owner; null for now
 */
public record NewImage(
        ImageId id,
        String filename,
        @Nullable UserId owner,
        @Nullable String contentType,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String contentVersion,
        @Nullable Instant createdAt) {

    /** Longest filename in characters. */
    public static final int MAX_FILENAME_LENGTH = 1_024;

    public NewImage {
        Text.requireStorable(filename, "filename", MAX_FILENAME_LENGTH);
        if (contentType != null) {
            Text.requireStorable(contentType, "content type", ImageId.MAX_LENGTH);
        }
        if (contentVersion != null) {
            Text.requireStorable(contentVersion, "content version", ImageId.MAX_LENGTH);
        }
        if ((width != null && width < 1) || (height != null && height < 1)) {
            throw new IllegalArgumentException("an image has at least one pixel: " + width + " x " + height);
        }
    }

    public static NewImage of(ImageId id, String filename) {
        return new NewImage(id, filename, null, null, null, null, null, null);
    }

    public static NewImage of(String id, String filename) {
        return of(ImageId.of(id), filename);
    }

    public NewImage ownedBy(UserId newOwner) {
        return new NewImage(id, filename, newOwner, contentType, width, height, contentVersion, createdAt);
    }

    public NewImage ownedBy(String newOwner) {
        return ownedBy(UserId.of(newOwner));
    }

    public NewImage withContentType(String newContentType) {
        return new NewImage(id, filename, owner, newContentType, width, height, contentVersion, createdAt);
    }

    public NewImage withSize(int newWidth, int newHeight) {
        return new NewImage(id, filename, owner, contentType, newWidth, newHeight, contentVersion, createdAt);
    }

    /** Says what the bytes are now; registering again with another version tags the image again. */
    public NewImage withContentVersion(String newContentVersion) {
        return new NewImage(id, filename, owner, contentType, width, height, newContentVersion, createdAt);
    }

    public NewImage createdAt(Instant newCreatedAt) {
        return new NewImage(id, filename, owner, contentType, width, height, contentVersion, newCreatedAt);
    }
}
