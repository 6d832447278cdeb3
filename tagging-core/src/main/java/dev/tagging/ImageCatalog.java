package dev.tagging;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Which images there are, for one tenant. The bytes stay with the host. All methods join the caller's transaction when one
 * is bound, except where they say that they work in batches.
 */
public interface ImageCatalog {

    /**
     * Makes an image known, searchable by its filename, and queued for all pipelines, in the caller's transaction: its
     * rollback leaves nothing behind. Calling it again is harmless; details left null keep what is known. When both the known
     * and the given {@linkplain NewImage#withContentVersion content version} are set and differ, the image is tagged again,
     * and its known size is forgotten.
     */
    Registration register(NewImage image);

    /**
     * Registers any number of images in batches, each in a transaction of its own (or all in the caller's, when one is
     * bound). Of images with the same id within a batch the last one counts.
     */
    ImportReport registerAll(Iterator<NewImage> images, ImportOptions options);

    /** What is known of an image; empty when it is not registered. */
    Optional<Image> find(ImageId image);

    /** What is known of many images, in the order asked for; those not registered are left out. */
    List<Image> findAll(Collection<ImageId> images);

    /**
     * Records the size of an image as people see it.
     *
     * @throws UnknownImageException when the image is not registered
     */
    void resize(ImageId image, int width, int height);

    /**
     * Gives an image another filename; the tags stay.
     *
     * @return false when it already had that name
     * @throws UnknownImageException when the image is not registered
     */
    boolean rename(ImageId image, String filename);

    /**
     * Forgets an image with its tags, removals, jobs and place in the search. Work under way on it comes to nothing.
     *
     * @return false when it was not registered
     */
    boolean remove(ImageId image);

    /**
     * Forgets many images, in batches of 1,000, each in a transaction of its own (or all in the caller's, when one is bound);
     * returns how many were registered.
     */
    int removeAll(Collection<ImageId> images);

    /**
     * Compares the catalogue with all ids the host has and, unless {@code dryRun}, forgets the images the host no longer has,
     * in batches of 1,000, each in a transaction of its own. Images registered while it runs are left alone. An image
     * registered after the host's list was read but before the call is not: read the ids while they are asked for, rather
     * than before.
     *
     * @param hostImages every id the host has, in any order, duplicates allowed; known ones cost next to no memory here,
     *     others 8 bytes each
     */
    ReconcileReport reconcile(Iterator<ImageId> hostImages, boolean dryRun);
}
