package dev.tagging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An image as the catalogue knows it.
 *
 * @param width width in pixels as a person sees it (after EXIF rotation); null until known
 * @param height height in pixels as a person sees it; null until known
 * @param contentVersion what {@link NewImage#withContentVersion(String)} last said; null when the host gave none
 */
public record Image(
        ImageId id,
        String filename,
        @Nullable UserId owner,
        @Nullable String contentType,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String contentVersion,
        Instant createdAt) {}
