package dev.tagging.provider.djl.runtime;

import java.util.Optional;

/**
 * A file as the hub describes it.
 *
 * @param gitBlob id of the Git object: SHA-1 of {@code "blob <size>\0"} and the content; of large files, of their pointer
 * @param sha256 of the content; known for large files, which the hub keeps in Git LFS
 */
record RemoteFile(String path, long size, String gitBlob, Optional<String> sha256) {

    /** The same file, whose hash the caller knows better. */
    RemoteFile expecting(Optional<String> pinned) {
        return pinned.isPresent() ? new RemoteFile(path, size, gitBlob, pinned) : this;
    }
}
