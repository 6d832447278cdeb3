package dev.tagging.engine;

import dev.tagging.TaggingPersistenceException;
import dev.tagging.spi.persistence.AssertionStore;
import dev.tagging.spi.persistence.ImageStore;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.Persistence;
import dev.tagging.spi.persistence.TagStore;
import dev.tagging.spi.persistence.Transactions;
import dev.tagging.spi.persistence.UsageStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory: one transaction at a time, rolled back by putting the state of before in its place. It holds what
 * the tests of the engine need; the contract of the ports is tested elsewhere.
 */
final class InMemoryPersistence implements Persistence, Transactions {

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean down;
    private InMemoryState state = new InMemoryState();

    /** Of the thread that holds the lock. */
    private @Nullable Transaction transaction;

    private final InMemoryImages images = new InMemoryImages(this::state);
    private final InMemoryTags tags = new InMemoryTags(this::state);
    private final InMemoryAssertions assertions = new InMemoryAssertions(this::state);
    private final InMemoryJobs jobs = new InMemoryJobs(this::state);
    private final InMemoryUsage usage = new InMemoryUsage(this::state);
    private final InMemoryBackfills backfills = new InMemoryBackfills(this::state);
    private final ScriptedSearch search = new ScriptedSearch();

    /** Lets the next transactions of the library's own fail, one exception each, when they are about to commit. */
    void failNext(RuntimeException... exceptions) {
        synchronized (failures) {
            failures.addAll(List.of(exceptions));
        }
    }

    /** Lets every transaction fail from now on, or none. */
    void down(boolean isDown) {
        down = isDown;
    }

    static TaggingPersistenceException deadlock() {
        return new TaggingPersistenceException("deadlock", true, null);
    }

    /** How many transactions of the library's own have been begun. */
    int begun() {
        return begun.get();
    }

    /** Runs {@code work} in a transaction of the host's, whose commit the library sees or not. */
    <T> T inHostTransaction(boolean commitIsSeen, Supplier<T> work) {
        return inTransaction(new Transaction(true, commitIsSeen, new ArrayList<>()), work);
    }

    /** Looks at the database from outside of any transaction. */
    <T> T look(Function<InMemoryState, T> look) {
        lock.lock();
        try {
            return look.apply(state);
        } finally {
            lock.unlock();
        }
    }

    /** Lets the database's clock go on. */
    void advance(Duration time) {
        lock.lock();
        try {
            state.clockAhead = state.clockAhead.plus(time);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Transactions transactions() {
        return this;
    }

    @Override
    public ImageStore images() {
        return images;
    }

    @Override
    public TagStore tags() {
        return tags;
    }

    @Override
    public AssertionStore assertions() {
        return assertions;
    }

    @Override
    public ScriptedSearch search() {
        return search;
    }

    @Override
    public JobQueue jobs() {
        return jobs;
    }

    @Override
    public InMemoryBackfills backfills() {
        return backfills;
    }

    @Override
    public UsageStore usage() {
        return usage;
    }

    @Override
    public <T> T required(Supplier<T> work) {
        if (current() != null) {
            return work.get();
        }
        begun.incrementAndGet();
        return inTransaction(new Transaction(false, true, new ArrayList<>()), () -> {
            T result = work.get();
            requireUp();
            return result;
        });
    }

    @Override
    public boolean isJoined() {
        Transaction joined = current();
        return joined != null && joined.isHosts();
    }

    @Override
    public boolean afterCommit(Runnable action) {
        Transaction joined = current();
        if (joined == null || !joined.commitIsSeen()) {
            return false;
        }
        joined.afterCommit().add(action);
        return true;
    }

    private @Nullable Transaction current() {
        return lock.isHeldByCurrentThread() ? transaction : null;
    }

    private InMemoryState state() {
        if (current() == null) {
            throw new IllegalStateException("stores are only used inside Transactions.required");
        }
        return state;
    }

    private void requireUp() {
        synchronized (failures) {
            if (down) {
                throw new TaggingPersistenceException("connection refused", true, null);
            }
            RuntimeException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
        }
    }

    private <T> T inTransaction(Transaction own, Supplier<T> work) {
        T result;
        lock.lock();
        try {
            InMemoryState before = state;
            state = before.copy();
            transaction = own;
            try {
                result = work.get();
            } catch (RuntimeException | Error e) {
                state = before;
                throw e;
            } finally {
                transaction = null;
            }
        } finally {
            lock.unlock();
        }
        own.afterCommit().forEach(Runnable::run);
        return result;
    }

    private record Transaction(boolean isHosts, boolean commitIsSeen, List<Runnable> afterCommit) {}
}
