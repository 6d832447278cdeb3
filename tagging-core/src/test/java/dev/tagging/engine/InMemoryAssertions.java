package dev.tagging.engine;

import dev.tagging.ConfidenceBand;
import dev.tagging.ImageTag;
import dev.tagging.RemovedTag;
import dev.tagging.TagName;
import dev.tagging.TagSource;
import dev.tagging.UserId;
import dev.tagging.engine.InMemoryState.Assertion;
import dev.tagging.engine.InMemoryState.AssertionKey;
import dev.tagging.engine.InMemoryState.TagRow;
import dev.tagging.spi.persistence.AssertionStore;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class InMemoryAssertions implements AssertionStore {

    private static final Comparator<ImageTag> STRONGEST_FIRST = Comparator.comparing(ImageTag::source)
            .reversed()
            .thenComparing(ImageTag::band)
            .thenComparing(ImageTag::confidence, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(ImageTag::name);

    private final Supplier<InMemoryState> state;

    InMemoryAssertions(Supplier<InMemoryState> state) {
        this.state = state;
    }

    @Override
    public Map<Integer, List<ImageTag>> shown(Collection<Integer> imageNumbers, ConfidenceBand lowest) {
        Map<Integer, List<ImageTag>> shown = new HashMap<>();
        for (Integer image : imageNumbers) {
            Map<TagName, ImageTag> strongest = new LinkedHashMap<>();
            state.get().assertions.entrySet().stream()
                    .filter(assertion -> assertion.getKey().image() == image)
                    .filter(assertion -> assertion.getValue().band().compareTo(lowest) <= 0)
                    .filter(assertion -> !isRemoved(assertion.getKey()))
                    .map(assertion -> tag(assertion.getKey(), assertion.getValue()))
                    .sorted(STRONGEST_FIRST)
                    .forEach(tag -> strongest.putIfAbsent(tag.name(), tag));
            shown.put(image, List.copyOf(strongest.values()));
        }
        return shown;
    }

    @Override
    public List<RemovedTag> removed(int imageNumber) {
        return state.get().removals.entrySet().stream()
                .filter(removal -> removal.getKey().image() == imageNumber)
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public Set<TagName> shownWithout(int imageNumber, String pipeline) {
        return state.get().assertions.entrySet().stream()
                .filter(assertion -> assertion.getKey().image() == imageNumber)
                .filter(assertion -> assertion.getValue().band().isShown() && !isRemoved(assertion.getKey()))
                .filter(assertion -> !isOf(pipeline).test(assertion.getKey()))
                .map(assertion -> name(assertion.getKey().tag()))
                .collect(Collectors.toSet());
    }

    @Override
    public Set<ImageAndTag> add(Collection<ImageAndTag> pairs, UserId user) {
        Set<ImageAndTag> changed = new HashSet<>();
        for (ImageAndTag pair : pairs) {
            Assertion before = state.get()
                    .assertions
                    .putIfAbsent(
                            new AssertionKey(pair.image(), pair.tag(), 0),
                            new Assertion(null, ConfidenceBand.HIGH, state.get().now()));
            boolean ended = state.get().removals.remove(pair) != null;
            if (before == null || ended) {
                changed.add(pair);
            }
        }
        return changed;
    }

    @Override
    public Set<ImageAndTag> remove(Collection<ImageAndTag> pairs, UserId user) {
        return pairs.stream()
                .filter(pair -> state.get().assertions.keySet().stream()
                        .anyMatch(key -> key.image() == pair.image() && key.tag() == pair.tag()))
                .filter(pair -> state.get()
                                .removals
                                .putIfAbsent(
                                        pair,
                                        new RemovedTag(
                                                name(pair.tag()),
                                                user,
                                                state.get().now()))
                        == null)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<ImageAndTag> restore(Collection<ImageAndTag> pairs, UserId user) {
        return pairs.stream()
                .filter(pair -> state.get().removals.remove(pair) != null)
                .collect(Collectors.toSet());
    }

    @Override
    public int sourceNumber(AiSource source) {
        return state.get().sources.computeIfAbsent(source, fresh -> state.get().nextNumber());
    }

    @Override
    public void replace(int imageNumber, String pipeline, Collection<AiAssertion> assertions) {
        state.get()
                .assertions
                .keySet()
                .removeIf(key -> key.image() == imageNumber && isOf(pipeline).test(key));
        assertions.forEach(said -> state.get()
                .assertions
                .put(
                        new AssertionKey(imageNumber, said.tag(), said.source()),
                        new Assertion(
                                said.confidence(), said.band(), state.get().now())));
    }

    @Override
    public Retracted retract(int tenant, String model, int after, int limit) {
        List<AssertionKey> next = state.get().assertions.keySet().stream()
                .filter(key -> key.image() > after && model.equals(model(key.source())))
                .sorted(Comparator.comparing(AssertionKey::image))
                .limit(limit)
                .toList();
        state.get().assertions.keySet().removeAll(next);
        return new Retracted(
                next.size(), next.isEmpty() ? 0 : next.get(next.size() - 1).image());
    }

    private ImageTag tag(AssertionKey key, Assertion assertion) {
        TagRow tag = Objects.requireNonNull(state.get().tags.get(key.tag()));
        return new ImageTag(
                tag.name(),
                tag.category(),
                key.source() == 0 ? TagSource.USER : TagSource.AI,
                assertion.confidence(),
                assertion.band(),
                model(key.source()),
                assertion.createdAt());
    }

    private TagName name(int tag) {
        return Objects.requireNonNull(state.get().tags.get(tag)).name();
    }

    private @Nullable String model(int source) {
        return state.get().sources.entrySet().stream()
                .filter(entry -> entry.getValue() == source)
                .map(entry -> entry.getKey().model())
                .findFirst()
                .orElse(null);
    }

    private Predicate<AssertionKey> isOf(String pipeline) {
        Set<Integer> sources = state.get().sources.entrySet().stream()
                .filter(source -> source.getKey().pipeline().equals(pipeline))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        return key -> sources.contains(key.source());
    }

    private boolean isRemoved(AssertionKey key) {
        return state.get().removals.containsKey(new ImageAndTag(key.image(), key.tag()));
    }
}
