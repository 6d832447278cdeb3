package dev.tagging.engine;

import dev.tagging.BulkResult;
import dev.tagging.ConfidenceBand;
import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.Page;
import dev.tagging.PageRequest;
import dev.tagging.RemovedTag;
import dev.tagging.Tag;
import dev.tagging.TagCategory;
import dev.tagging.TagExistsException;
import dev.tagging.TagName;
import dev.tagging.TagService;
import dev.tagging.UnknownTagException;
import dev.tagging.UserId;
import dev.tagging.spi.persistence.AssertionStore;
import dev.tagging.spi.persistence.ImageStore;
import dev.tagging.spi.persistence.ImageStore.Stored;
import dev.tagging.spi.persistence.TagStore;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Tags by hand, in the database. */
final class StoredTags implements TagService {

    private static final Cursors CURSORS = new Cursors("a list of tags");

    /** Longest answers of {@link #popular} and {@link #suggest}. */
    private static final int MAX_LIMIT = 1_000;

    private final Tenant tenant;
    private final ImageStore images;
    private final TagStore tags;
    private final AssertionStore assertions;
    private final CategoryVocabulary vocabulary;
    private final HandTagging hand;

    StoredTags(Tenant tenant, Kernel kernel) {
        this.tenant = tenant;
        this.images = kernel.database().images();
        this.tags = kernel.database().tags();
        this.assertions = kernel.database().assertions();
        this.vocabulary = kernel.settings().vocabulary();
        this.hand = new HandTagging(tenant, kernel);
    }

    @Override
    public Tag getOrCreate(TagName name) {
        return tenant.call(number -> tags.find(number, name).orElseGet(() -> {
            create(number, Set.of(name));
            return new Tag(name, vocabulary.categoryOf(name).orElse(null), 0);
        }));
    }

    @Override
    public Optional<Tag> find(TagName name) {
        return tenant.call(number -> tags.find(number, name));
    }

    @Override
    public boolean add(ImageId image, TagName tag, UserId user) {
        return hand.changeOne(image, tag, user, this::create, assertions::add);
    }

    @Override
    public boolean remove(ImageId image, TagName tag, UserId user) {
        return hand.changeOne(image, tag, user, tags::numbers, assertions::remove);
    }

    @Override
    public boolean restore(ImageId image, TagName tag, UserId user) {
        return hand.changeOne(image, tag, user, tags::numbers, assertions::restore);
    }

    @Override
    public BulkResult addAll(Collection<ImageId> imageIds, Collection<TagName> names, UserId user) {
        return hand.changeAll(imageIds, names, user, this::create, assertions::add);
    }

    @Override
    public BulkResult removeAll(Collection<ImageId> imageIds, Collection<TagName> names, UserId user) {
        return hand.changeAll(imageIds, names, user, tags::numbers, assertions::remove);
    }

    @Override
    public List<ImageTag> tagsOf(ImageId image) {
        return tagsOf(image, ConfidenceBand.MEDIUM);
    }

    @Override
    public List<ImageTag> tagsOf(ImageId image, ConfidenceBand lowest) {
        return tagsOf(List.of(image), lowest).getOrDefault(image, List.of());
    }

    @Override
    public Map<ImageId, List<ImageTag>> tagsOf(Collection<ImageId> imageIds) {
        return tagsOf(imageIds, ConfidenceBand.MEDIUM);
    }

    @Override
    public List<RemovedTag> removedFrom(ImageId image) {
        return tenant.call(number -> images.find(number, List.of(image)).stream()
                .findFirst()
                .map(stored -> List.copyOf(assertions.removed(stored.number())))
                .orElse(List.of()));
    }

    @Override
    public List<Tag> popular(int limit) {
        requireLimit(limit);
        return tenant.call(number -> List.copyOf(tags.popular(number, limit)));
    }

    @Override
    public Page<Tag> list(PageRequest page) {
        String after = CURSORS.decode(page.cursor(), Function.identity());
        return tenant.call(number -> Page.of(
                tags.list(number, after, page.limit() + 1),
                page.limit(),
                tag -> CURSORS.encode(tag.name().value())));
    }

    @Override
    public List<Tag> suggest(String prefix, int limit) {
        requireLimit(limit);
        Optional<String> typed = TypedPrefix.of(prefix);
        if (typed.isEmpty()) {
            return List.of();
        }
        return typed.get().isEmpty()
                ? popular(limit)
                : tenant.call(number -> List.copyOf(tags.startingWith(number, typed.get(), limit)));
    }

    @Override
    public long rename(TagName from, TagName to) {
        return tenant.call(number -> {
            Tag tag = tags.find(number, from).orElseThrow(() -> new UnknownTagException(from));
            if (from.equals(to)) {
                return tag.usageCount();
            }
            Map<TagName, Integer> known = tags.numbers(number, List.of(from, to));
            if (known.containsKey(to)) {
                throw new TagExistsException(to);
            }
            return tags.rename(number, require(known, from), to);
        });
    }

    @Override
    public long merge(TagName from, TagName into) {
        if (from.equals(into)) {
            throw new IllegalArgumentException("a tag cannot be merged into itself: " + from);
        }
        return tenant.call(number -> {
            Map<TagName, Integer> known = tags.numbers(number, List.of(from, into));
            return tags.merge(number, require(known, from), require(known, into));
        });
    }

    private Map<TagName, Integer> create(int tenantNumber, Set<TagName> names) {
        Map<TagName, Optional<TagCategory>> wanted = new HashMap<>();
        names.forEach(name -> wanted.put(name, vocabulary.categoryOf(name)));
        return tags.getOrCreate(tenantNumber, wanted);
    }

    private Map<ImageId, List<ImageTag>> tagsOf(Collection<ImageId> imageIds, ConfidenceBand lowest) {
        Map<ImageId, List<ImageTag>> found = new LinkedHashMap<>();
        imageIds.forEach(image -> found.put(image, List.of()));
        if (!found.isEmpty()) {
            tenant.run(number -> {
                List<Stored> known = images.find(number, found.keySet());
                Map<Integer, List<ImageTag>> shown =
                        assertions.shown(known.stream().map(Stored::number).toList(), lowest);
                known.forEach(stored ->
                        found.put(stored.image().id(), List.copyOf(shown.getOrDefault(stored.number(), List.of()))));
            });
        }
        return Collections.unmodifiableMap(found);
    }

    private static int require(Map<TagName, Integer> numbers, TagName name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new UnknownTagException(name);
        }
        return number;
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is 1 to 1,000, not " + limit);
        }
    }
}
