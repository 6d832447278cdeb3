package dev.tagging;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tags by hand, and the reading side of all tags, for one tenant.
 *
 * <p>Every method joins the caller's transaction when one is bound, and else runs in one of its own. A person's word wins:
 * what a person added or removed here holds against every later AI run, whichever came first.
 */
public interface TagService {

    /** Returns the tag of that name, creating it when there is none. Safe under any number of concurrent callers. */
    Tag getOrCreate(TagName name);

    /** Returns the tag of that name; empty when there is none. */
    Optional<Tag> find(TagName name);

    /**
     * Says, as a person, that an image has a tag. The tag is created when needed; an earlier removal by a person is undone.
     *
     * @return false when a person had said so before and the tag is shown: nothing changes then
     * @throws UnknownImageException when the image is not registered
     */
    boolean add(ImageId image, TagName tag, UserId user);

    /**
     * Like {@link #add(ImageId, TagName, UserId)} for a name as typed.
     *
     * @throws InvalidTagNameException when the text cannot be a tag
     */
    default boolean add(ImageId image, String tag, UserId user) {
        return add(image, TagName.of(tag), user);
    }

    /**
     * Takes a tag off an image, as a person. What anybody said before is kept for {@link #restore}, but nobody sees it, and
     * later AI runs cannot bring it back.
     *
     * @return false when nobody has said the image has this tag, or it was removed before
     * @throws UnknownImageException when the image is not registered
     */
    boolean remove(ImageId image, TagName tag, UserId user);

    /** Like {@link #remove(ImageId, TagName, UserId)} for a name as typed. */
    default boolean remove(ImageId image, String tag, UserId user) {
        return remove(image, TagName.of(tag), user);
    }

    /**
     * Undoes a removal: the tag is back with its source, confidence and date as they were.
     *
     * @return false when the tag was not removed
     * @throws UnknownImageException when the image is not registered
     */
    boolean restore(ImageId image, TagName tag, UserId user);

    /**
     * Adds every tag to every image, as {@link #add} does, in one transaction.
     *
     * @return one outcome for each image; unknown images do not stop the others
     */
    BulkResult addAll(Collection<ImageId> images, Collection<TagName> tags, UserId user);

    /** Removes every tag from every image, as {@link #remove} does, in one transaction. */
    BulkResult removeAll(Collection<ImageId> images, Collection<TagName> tags, UserId user);

    /**
     * The tags people see on an image: sure ones first (people's, then HIGH, then MEDIUM), by falling confidence, then by
     * name. Empty for an image that is not registered.
     */
    List<ImageTag> tagsOf(ImageId image);

    /** Like {@link #tagsOf(ImageId)} down to {@code lowest}: {@link ConfidenceBand#LOW} also gives what is not shown. */
    List<ImageTag> tagsOf(ImageId image, ConfidenceBand lowest);

    /**
     * The tags people see on many images, read in one query.
     *
     * @return one entry for each distinct image asked for, in that order, with an empty list where there is nothing
     */
    Map<ImageId, List<ImageTag>> tagsOf(Collection<ImageId> images);

    /** The tags a person has removed from the image, most recent removal first. */
    List<RemovedTag> removedFrom(ImageId image);

    /** The most used tags, by falling use, then by name. Tags without use are left out. */
    List<Tag> popular(int limit);

    /** All tags of the tenant by name (code point order), used or not. */
    Page<Tag> list(PageRequest page);

    /**
     * Completes what a person is typing: tags beginning with {@code prefix}, most used first. A blank prefix gives the
     * popular tags; one that no tag can begin with gives none.
     */
    List<Tag> suggest(String prefix, int limit);

    /**
     * Gives a tag another name, on all images at once. Its own name changes nothing.
     *
     * @return how many images show it
     * @throws UnknownTagException when there is no tag {@code from}
     * @throws TagExistsException when there already is a tag {@code to}
     */
    long rename(TagName from, TagName to);

    /**
     * Moves everything said about {@code from} to {@code into} and deletes {@code from}. Where both were said of an image by
     * the same source, the higher confidence stays. A removal holds only where both were removed or the other was never
     * said.
     *
     * @return how many images had {@code from}
     * @throws UnknownTagException when either does not exist
     * @throws IllegalArgumentException when both are the same
     */
    long merge(TagName from, TagName into);
}
