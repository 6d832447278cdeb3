package dev.tagging.engine;

import dev.tagging.Backfill;
import dev.tagging.BackfillRequest;
import dev.tagging.engine.InMemoryState.Job;
import dev.tagging.engine.InMemoryState.JobKey;
import dev.tagging.spi.persistence.BackfillStore;
import dev.tagging.spi.persistence.JobQueue.Priority;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Feeds all images there are at once. */
final class InMemoryBackfills implements BackfillStore {

    private final Supplier<InMemoryState> state;

    InMemoryBackfills(Supplier<InMemoryState> state) {
        this.state = state;
    }

    @Override
    public Backfill create(int tenant, BackfillRequest request) {
        InMemoryState now = state.get();
        long id = now.nextNumber();
        Backfill backfill = new Backfill(
                id, request.pipeline(), Backfill.State.RUNNING, now.images.size(), 0, 0, 0, now.now(), null);
        now.backfills.put(id, backfill);
        return backfill;
    }

    @Override
    public List<Backfill> list(int tenant) {
        return List.copyOf(state.get().backfills.values());
    }

    @Override
    public Optional<Backfill> find(int tenant, long id) {
        return Optional.ofNullable(state.get().backfills.get(id));
    }

    @Override
    public boolean change(int tenant, long id, Backfill.State from, Backfill.State to) {
        Backfill before = state.get().backfills.get(id);
        if (before == null || before.state() != from) {
            return false;
        }
        state.get().backfills.put(id, in(before, to));
        return true;
    }

    @Override
    public int feed(int batch, int queueLimit) {
        InMemoryState now = state.get();
        int fed = 0;
        for (Map.Entry<Long, Backfill> backfill : now.backfills.entrySet()) {
            if (backfill.getValue().state() == Backfill.State.RUNNING) {
                String pipeline = backfill.getValue().pipeline();
                now.images
                        .keySet()
                        .forEach(image -> now.jobs.putIfAbsent(
                                new JobKey(image, pipeline), Job.waiting(Priority.BACKFILL, 0, now.now())));
                fed += now.images.size();
                backfill.setValue(in(backfill.getValue(), Backfill.State.FINISHED));
            }
        }
        return fed;
    }

    private static Backfill in(Backfill before, Backfill.State newState) {
        return new Backfill(
                before.id(),
                before.pipeline(),
                newState,
                before.total(),
                before.queued(),
                before.completed(),
                before.failed(),
                before.createdAt(),
                null);
    }
}
