package dev.tagging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to search for. Immutable: every method that sets something returns a changed copy, and all conditions must hold
 * together.
 *
 * <pre>{@code
 * SearchRequest.of("beach -crowd").ownedBy(UserId.of("ann")).taggedAll(TagName.of("sunset")).limit(50)
 * }</pre>
 */
public final class SearchRequest {

    /** Most hits of one page. */
    public static final int MAX_LIMIT = 500;

    /** Farthest start of a page given by {@link #offset}; deeper pages are reached by cursor. */
    public static final int MAX_OFFSET = 10_000;

    /** Up to how many matches are counted unless {@link #countUpTo} says otherwise. */
    public static final int DEFAULT_COUNT_BOUND = 1_000;

    private final String text;
    private @Nullable UserId owner;
    private List<TagName> allTags = List.of();
    private List<TagName> anyTags = List.of();
    private List<TagName> noTags = List.of();
    private @Nullable TagCategory category;
    private @Nullable TagSource source;
    private @Nullable Instant createdFrom;
    private @Nullable Instant createdBefore;
    private @Nullable String contentType;
    private @Nullable Shape shape;
    private List<HostFilter> filters = List.of();
    private int limit = 20;
    private int offset;
    private @Nullable String cursor;
    private int countBound = DEFAULT_COUNT_BOUND;

    private SearchRequest(String text) {
        this.text = text;
    }

    /** Searches for {@code text}; a blank text finds every image. The first page of 20. */
    public static SearchRequest of(String text) {
        return new SearchRequest(text);
    }

    /** Only images of this owner. */
    public SearchRequest ownedBy(UserId newOwner) {
        return copy(r -> r.owner = newOwner);
    }

    /** Only images that show all of these tags. */
    public SearchRequest taggedAll(TagName... tags) {
        return copy(r -> r.allTags = List.of(tags));
    }

    /** Only images that show at least one of these tags; none given means no condition. */
    public SearchRequest taggedAny(TagName... tags) {
        return copy(r -> r.anyTags = List.of(tags));
    }

    /** Only images that show none of these tags. */
    public SearchRequest taggedNone(TagName... tags) {
        return copy(r -> r.noTags = List.of(tags));
    }

    /** Only images that show a tag of this category. */
    public SearchRequest category(TagCategory newCategory) {
        return copy(r -> r.category = newCategory);
    }

    /** Only images that show a tag from this source. */
    public SearchRequest source(TagSource newSource) {
        return copy(r -> r.source = newSource);
    }

    /** Only images created at that instant or later. */
    public SearchRequest createdFrom(Instant from) {
        return copy(r -> r.createdFrom = from);
    }

    /** Only images created before that instant. */
    public SearchRequest createdBefore(Instant before) {
        return copy(r -> r.createdBefore = before);
    }

    /** Only images of this media type, or of a whole family such as {@code image/*}; case does not count. */
    public SearchRequest contentType(String newContentType) {
        return copy(r -> r.contentType = newContentType);
    }

    /** Only images of this shape. */
    public SearchRequest shape(Shape newShape) {
        return copy(r -> r.shape = newShape);
    }

    /** Only images for which the host's own condition holds; several calls add up. */
    public SearchRequest where(HostFilter filter) {
        return copy(r -> {
            List<HostFilter> longer = new ArrayList<>(r.filters);
            longer.add(filter);
            r.filters = List.copyOf(longer);
        });
    }

    /** Most hits of the page, 1 to {@value #MAX_LIMIT}. */
    public SearchRequest limit(int newLimit) {
        require(newLimit >= 1 && newLimit <= MAX_LIMIT, "limit is 1 to " + MAX_LIMIT + ", not " + newLimit);
        return copy(r -> r.limit = newLimit);
    }

    /**
     * Skips that many hits, 0 to {@value #MAX_OFFSET}. Pages by offset shift when images come and go between two requests;
     * pages by cursor do not.
     */
    public SearchRequest offset(int newOffset) {
        require(newOffset >= 0 && newOffset <= MAX_OFFSET, "offset is 0 to " + MAX_OFFSET + ", not " + newOffset);
        return copy(r -> {
            r.offset = newOffset;
            r.cursor = null;
        });
    }

    /** The page behind {@link SearchResults#nextCursor()} of the same request. */
    public SearchRequest after(String nextCursor) {
        return copy(r -> {
            r.cursor = nextCursor;
            r.offset = 0;
        });
    }

    /**
     * Counts exactly up to that many matches, 0 to 1,000,000; beyond, only "more than that" is known. Counting costs time.
     */
    public SearchRequest countUpTo(int bound) {
        require(bound >= 0 && bound <= 1_000_000, "countUpTo is 0 to 1,000,000, not " + bound);
        return copy(r -> r.countBound = bound);
    }

    public String text() {
        return text;
    }

    public Optional<UserId> owner() {
        return Optional.ofNullable(owner);
    }

    public List<TagName> allTags() {
        return allTags;
    }

    public List<TagName> anyTags() {
        return anyTags;
    }

    public List<TagName> noTags() {
        return noTags;
    }

    public Optional<TagCategory> category() {
        return Optional.ofNullable(category);
    }

    public Optional<TagSource> source() {
        return Optional.ofNullable(source);
    }

    public Optional<Instant> createdFrom() {
        return Optional.ofNullable(createdFrom);
    }

    public Optional<Instant> createdBefore() {
        return Optional.ofNullable(createdBefore);
    }

    public Optional<String> contentType() {
        return Optional.ofNullable(contentType);
    }

    public Optional<Shape> shape() {
        return Optional.ofNullable(shape);
    }

    public List<HostFilter> filters() {
        return filters;
    }

    public int limit() {
        return limit;
    }

    public int offset() {
        return offset;
    }

    public Optional<String> cursor() {
        return Optional.ofNullable(cursor);
    }

    public int countBound() {
        return countBound;
    }

    private SearchRequest copy(Consumer<SearchRequest> change) {
        SearchRequest copy = new SearchRequest(text);
        copy.owner = owner;
        copy.allTags = allTags;
        copy.anyTags = anyTags;
        copy.noTags = noTags;
        copy.category = category;
        copy.source = source;
        copy.createdFrom = createdFrom;
        copy.createdBefore = createdBefore;
        copy.contentType = contentType;
        copy.shape = shape;
        copy.filters = filters;
        copy.limit = limit;
        copy.offset = offset;
        copy.cursor = cursor;
        copy.countBound = countBound;
        change.accept(copy);
        return copy;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
