package dev.tagging.engine;

import dev.tagging.Tag;
import dev.tagging.TagCategory;
import dev.tagging.TagName;
import dev.tagging.engine.InMemoryState.TagRow;
import dev.tagging.spi.persistence.TagStore;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts every assertion as a use. */
final class InMemoryTags implements TagStore {

    private final Supplier<InMemoryState> state;

    InMemoryTags(Supplier<InMemoryState> state) {
        this.state = state;
    }

    @Override
    public Map<TagName, Integer> getOrCreate(int tenant, Map<TagName, Optional<TagCategory>> tags) {
        Map<TagName, Integer> numbers = numbers(tenant, tags.keySet());
        new TreeMap<>(tags)
                .forEach((name, category) -> numbers.computeIfAbsent(name, fresh -> {
                    int number = state.get().nextNumber();
                    state.get().tags.put(number, new TagRow(tenant, name, category.orElse(null)));
                    return number;
                }));
        return numbers;
    }

    @Override
    public Map<TagName, Integer> numbers(int tenant, Collection<TagName> names) {
        Map<TagName, Integer> numbers = new HashMap<>();
        state.get().tags.forEach((number, row) -> {
            if (row.tenant() == tenant && names.contains(row.name())) {
                numbers.put(row.name(), number);
            }
        });
        return numbers;
    }

    @Override
    public Optional<Tag> find(int tenant, TagName name) {
        return tags(tenant).filter(tag -> tag.name().equals(name)).findFirst();
    }

    @Override
    public List<Tag> popular(int tenant, int limit) {
        return byUse(tags(tenant).filter(tag -> tag.usageCount() > 0), limit);
    }

    @Override
    public List<Tag> list(int tenant, @Nullable String after, int limit) {
        return tags(tenant)
                .filter(tag -> after == null || tag.name().value().compareTo(after) > 0)
                .sorted(Comparator.comparing(Tag::name))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Tag> startingWith(int tenant, String prefix, int limit) {
        return byUse(tags(tenant).filter(tag -> tag.name().value().startsWith(prefix)), limit);
    }

    @Override
    public List<String> resembling(int tenant, String word, int limit) {
        return tags(tenant).map(tag -> tag.name().value()).limit(limit).toList();
    }

    @Override
    public long rename(int tenant, int tagNumber, TagName to) {
        TagRow row = Objects.requireNonNull(state.get().tags.get(tagNumber));
        state.get().tags.put(tagNumber, new TagRow(tenant, to, row.category()));
        return uses(tagNumber);
    }

    @Override
    public long merge(int tenant, int from, int into) {
        throw new UnsupportedOperationException("tested with a real database");
    }

    @Override
    public int fold(int limit) {
        int folded = Math.min(limit, state.get().pendingChanges);
        state.get().pendingChanges -= folded;
        return folded;
    }

    @Override
    public long pendingChanges() {
        return state.get().pendingChanges;
    }

    private Stream<Tag> tags(int tenant) {
        return state.get().tags.entrySet().stream()
                .filter(tag -> tag.getValue().tenant() == tenant)
                .map(tag -> new Tag(tag.getValue().name(), tag.getValue().category(), uses(tag.getKey())));
    }

    private long uses(int tagNumber) {
        return state.get().assertions.keySet().stream()
                .filter(key -> key.tag() == tagNumber)
                .count();
    }

    private static List<Tag> byUse(Stream<Tag> tags, int limit) {
        return tags.sorted(Comparator.comparing(Tag::usageCount).reversed().thenComparing(Tag::name))
                .limit(limit)
                .toList();
    }
}
