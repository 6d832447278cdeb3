package dev.tagging;

import java.util.List;

/**
 * How the catalogue and the host's own list of images differ.
 *
 * @param known images in both
 * @param orphanCount images in the catalogue that the host no longer has
 * @param orphans the first {@value #MAX_LISTED} of them, by id
 * @param missingCount images the host has that were never registered; registering them is the host's to do
 * @param missing the first {@value #MAX_LISTED} of them, by id
 * @param removed how many orphans were removed: 0 in a dry run
 */
public record ReconcileReport(
        long known, long orphanCount, List<ImageId> orphans, long missingCount, List<ImageId> missing, long removed) {

    /** Most ids listed of each kind. */
    public static final int MAX_LISTED = 1_000;
}
