package dev.tagging.spi.persistence;

import dev.tagging.Image;
import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.Registration;
import dev.tagging.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tenants and their images. */
public interface ImageStore {

    /** The number of a tenant, which is created when needed. Constant for the life of the database. */
    int tenantNumber(TenantId tenant);

    /** The tenant and image behind each number; those that are gone are left out. */
    Map<Integer, Owned> byNumber(Collection<Integer> imageNumbers);

    /** Finds images, in no particular order. */
    List<Stored> find(int tenant, Collection<ImageId> images);

    /** Locks images against all other writers until the transaction ends; unknown ones are left out. */
    Map<ImageId, Integer> lock(int tenant, Collection<ImageId> images);

    /** Locks images by number; returns those that still exist. */
    List<Integer> lockNumbers(Collection<Integer> imageNumbers);

    /** Inserts or updates images with distinct ids; null details keep what is stored, but for the size of an image whose content version changes. In the order given. */
    List<Registered> register(int tenant, List<Draft> images);

    /** Sets the pixel size of an image. */
    void resize(int imageNumber, int width, int height);

    /**
     * Sets the filename of a locked image.
     *
     * @return false when it was the same
     */
    boolean rename(int imageNumber, String filename, String filenameWords);

    /** Deletes images with all that hangs on them; returns how many there were. */
    int remove(int tenant, Collection<ImageId> images);

    /** Ids in ascending order of image number behind {@code after} (0 to begin), at most {@code limit}. */
    List<Numbered> idsAfter(int tenant, int after, int limit);

    /** The highest image number of the tenant, or 0. */
    int lastNumber(int tenant);

    /** An image and its number. */
    record Stored(int number, Image image) {}

    /** An image, its number and its tenant. */
    record Owned(int tenantNumber, TenantId tenant, Image image) {}

    /** An id and its number. */
    record Numbered(int number, ImageId id) {}

    /**
     * An image to store.
     *
     * @param filenameWords the words of the filename as {@link dev.tagging.search.SearchWords} makes them
     */
    record Draft(NewImage image, String filenameWords) {}

    /**
     * What became of a draft.
     *
     * @param previousVersion the content version known before; null when there was none
     */
    record Registered(int number, Registration outcome, @Nullable String previousVersion) {}
}
