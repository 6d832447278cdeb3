package dev.tagging.examples.quickstart;

import dev.tagging.ImageId;
import dev.tagging.NewImage;
import java.time.Instant;

/**
 * A file that looks like an image.
 *
 * @param name path relative to the folder of the photos, its parts separated by slashes
 * @param size in bytes
 */
record Photo(String name, long size, Instant modified) {

    /** Characters kept of a path that is too long for an id; a hash of all of it makes up for the rest. */
    private static final int KEPT = 180;

    /** The path itself, where it is short enough for an id. */
    ImageId id() {
        String id = name.length() <= ImageId.MAX_LENGTH ? name : name.substring(0, KEPT) + " " + Hashes.sha256(name);
        return ImageId.of(id);
    }

    /**
     * What the library is told about the file.
     *
     * @param fingerprint of the providers; with others, the photo is tagged again, as it is when the file changes
     * @throws IllegalArgumentException when the name cannot be stored, saying why
     */
    NewImage toImage(String fingerprint) {
        return NewImage.of(id(), name).withContentVersion("%d %s %s".formatted(size, modified, fingerprint));
    }
}
