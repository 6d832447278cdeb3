package dev.tagging.engine;

import dev.tagging.Image;
import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.Registration;
import dev.tagging.TenantId;
import dev.tagging.engine.InMemoryState.ImageRow;
import dev.tagging.spi.persistence.ImageStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

final class InMemoryImages implements ImageStore {

    private final Supplier<InMemoryState> state;

    InMemoryImages(Supplier<InMemoryState> state) {
        this.state = state;
    }

    @Override
    public int tenantNumber(TenantId tenant) {
        return state.get().tenants.computeIfAbsent(tenant, fresh -> state.get().nextNumber());
    }

    @Override
    public Map<Integer, Owned> byNumber(Collection<Integer> imageNumbers) {
        Map<Integer, Owned> found = new HashMap<>();
        for (Integer number : imageNumbers) {
            ImageRow row = state.get().images.get(number);
            if (row != null) {
                found.put(number, new Owned(row.tenant(), tenant(row.tenant()), row.image()));
            }
        }
        return found;
    }

    @Override
    public List<Stored> find(int tenant, Collection<ImageId> images) {
        return state.get().images.entrySet().stream()
                .filter(row -> row.getValue().tenant() == tenant)
                .filter(row -> images.contains(row.getValue().image().id()))
                .map(row -> new Stored(row.getKey(), row.getValue().image()))
                .toList();
    }

    @Override
    public Map<ImageId, Integer> lock(int tenant, Collection<ImageId> images) {
        Map<ImageId, Integer> locked = new LinkedHashMap<>();
        find(tenant, images).forEach(stored -> locked.put(stored.image().id(), stored.number()));
        return locked;
    }

    @Override
    public List<Integer> lockNumbers(Collection<Integer> imageNumbers) {
        return imageNumbers.stream()
                .filter(state.get().images::containsKey)
                .sorted()
                .toList();
    }

    @Override
    public List<Registered> register(int tenant, List<Draft> drafts) {
        return drafts.stream().map(draft -> register(tenant, draft)).toList();
    }

    private Registered register(int tenant, Draft draft) {
        NewImage wanted = draft.image();
        Integer known = lock(tenant, List.of(wanted.id())).get(wanted.id());
        if (known == null) {
            int number = state.get().nextNumber();
            state.get().images.put(number, new ImageRow(tenant, image(wanted, null), draft.filenameWords()));
            return new Registered(number, Registration.CREATED, null);
        }
        Image before = row(known).image();
        Image after = image(wanted, before);
        state.get().images.put(known, new ImageRow(tenant, after, draft.filenameWords()));
        return new Registered(
                known, after.equals(before) ? Registration.UNCHANGED : Registration.UPDATED, before.contentVersion());
    }

    private Image image(NewImage wanted, @Nullable Image before) {
        Instant now = state.get().now();
        return new Image(
                wanted.id(),
                wanted.filename(),
                wanted.owner(),
                wanted.contentType(),
                wanted.width() != null || before == null ? wanted.width() : before.width(),
                wanted.height() != null || before == null ? wanted.height() : before.height(),
                wanted.contentVersion() != null || before == null ? wanted.contentVersion() : before.contentVersion(),
                before == null ? now : before.createdAt());
    }

    @Override
    public void resize(int imageNumber, int width, int height) {
        ImageRow row = row(imageNumber);
        Image old = row.image();
        Image resized = new Image(
                old.id(),
                old.filename(),
                old.owner(),
                old.contentType(),
                width,
                height,
                old.contentVersion(),
                old.createdAt());
        state.get().images.put(imageNumber, new ImageRow(row.tenant(), resized, row.words()));
    }

    @Override
    public boolean rename(int imageNumber, String filename, String filenameWords) {
        ImageRow row = row(imageNumber);
        Image old = row.image();
        Image renamed = new Image(
                old.id(),
                filename,
                old.owner(),
                old.contentType(),
                old.width(),
                old.height(),
                old.contentVersion(),
                old.createdAt());
        state.get().images.put(imageNumber, new ImageRow(row.tenant(), renamed, filenameWords));
        return !old.filename().equals(filename);
    }

    @Override
    public int remove(int tenant, Collection<ImageId> images) {
        Collection<Integer> numbers = lock(tenant, images).values();
        state.get().images.keySet().removeAll(numbers);
        state.get().jobs.keySet().removeIf(key -> numbers.contains(key.image()));
        state.get().assertions.keySet().removeIf(key -> numbers.contains(key.image()));
        return numbers.size();
    }

    @Override
    public List<Numbered> idsAfter(int tenant, int after, int limit) {
        return state.get().images.tailMap(after, false).entrySet().stream()
                .filter(row -> row.getValue().tenant() == tenant)
                .limit(limit)
                .map(row -> new Numbered(row.getKey(), row.getValue().image().id()))
                .toList();
    }

    @Override
    public int lastNumber(int tenant) {
        return state.get().images.entrySet().stream()
                .filter(row -> row.getValue().tenant() == tenant)
                .mapToInt(Map.Entry::getKey)
                .max()
                .orElse(0);
    }

    private ImageRow row(int imageNumber) {
        return Objects.requireNonNull(state.get().images.get(imageNumber));
    }

    private TenantId tenant(int number) {
        return state.get().tenants.entrySet().stream()
                .filter(tenant -> tenant.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
