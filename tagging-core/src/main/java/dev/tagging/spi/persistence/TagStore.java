package dev.tagging.spi.persistence;

import dev.tagging.Tag;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The vocabulary of a tenant. Counts always include changes that are not folded yet. */
public interface TagStore {

    /** Numbers of tags, creating those that do not exist. Categories are only used for new tags. */
    Map<TagName, Integer> getOrCreate(int tenant, Map<TagName, Optional<TagCategory>> tags);

    /** Numbers of the tags that exist. */
    Map<TagName, Integer> numbers(int tenant, Collection<TagName> names);

    Optional<Tag> find(int tenant, TagName name);

    /** Used tags by falling use, then by name. */
    List<Tag> popular(int tenant, int limit);

    /** Tags by name, behind {@code after}. */
    List<Tag> list(int tenant, @Nullable String after, int limit);

    /** Tags whose name begins with {@code prefix}, by falling use, then by name. */
    List<Tag> startingWith(int tenant, String prefix, int limit);

    /** Names of at most {@code limit} used tags that resemble {@code word}, in no particular order. */
    List<String> resembling(int tenant, String word, int limit);

    /** Gives a tag another name, which must be free, on all images; returns how many images show it. */
    long rename(int tenant, int tagNumber, TagName to);

    /** Moves all assertions and removals of {@code from} to {@code into} and deletes {@code from}. */
    long merge(int tenant, int from, int into);

    /** Adds at most {@code limit} pending count changes to the counts; returns how many. For maintenance. */
    int fold(int limit);

    /** How many count changes are pending, over all tenants. */
    long pendingChanges();
}
