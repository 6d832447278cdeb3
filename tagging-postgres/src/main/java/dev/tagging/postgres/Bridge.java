package dev.tagging.postgres;

import dev.tagging.TaggingException;
import dev.tagging.TaggingPersistenceException;
import dev.tagging.spi.persistence.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ties the library to one way of running transactions. A subclass says how a transaction of the library's own is run and how
 * its JDBC connection is reached; joining, nesting and what follows a commit are the same for all and live here.
 *
 * @param <C> what stands for a transaction: a connection, a {@code DSLContext}, an {@code EntityManager}
 */
public abstract class Bridge<C> implements Transactions {

    private final ThreadLocal<Deque<Bound<C>>> bound = ThreadLocal.withInitial(ArrayDeque::new);

    /** Work on a connection. */
    @FunctionalInterface
    public interface ConnectionWork<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Work in a transaction that has just begun. */
    @FunctionalInterface
    protected interface Work<C> {
        void run(C transaction);
    }

    /**
     * Begins a transaction, hands it to {@code work}, and commits it; rolls it back when {@code work} throws, and throws that
     * on unchanged.
     */
    protected abstract void runOwn(Work<C> work) throws SQLException;

    /** Runs {@code work} on the connection of a transaction, after sending it what the host has not sent yet. */
    protected abstract <T> T onConnection(C transaction, ConnectionWork<T> work) throws SQLException;

    /**
     * The transaction the host's framework has bound to this thread, where there is one it can be asked for; null else.
     * Transactions that were joined explicitly come first.
     */
    protected @Nullable C hostTransaction() {
        return null;
    }

    /**
     * Calls {@code action} after the commit of {@link #hostTransaction()}.
     *
     * @return false when the framework cannot do that
     */
    protected boolean afterHostCommit(Runnable action) {
        return false;
    }

    /**
     * Checks that what a host wants to join is a transaction that has begun.
     *
     * @throws IllegalStateException when it is not, saying what the host should do
     */
    protected abstract void requireBegun(C transaction) throws SQLException;

    final <T> T join(C transaction, Supplier<T> work) {
        try {
            requireBegun(transaction);
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        }
        return inside(new Bound<>(transaction, null), work);
    }

    @Override
    public final boolean isJoined() {
        Bound<C> top = bound.get().peek();
        return top != null ? top.afterCommit == null : hostTransaction() != null;
    }

    @Override
    public final <T> T required(Supplier<T> work) {
        if (bound.get().peek() != null) {
            return work.get();
        }
        C host = hostTransaction();
        return host != null ? inside(new Bound<>(host, null), work) : inOwn(work);
    }

    @Override
    public final boolean afterCommit(Runnable action) {
        Bound<C> top = bound.get().peek();
        if (top != null && top.afterCommit != null) {
            top.afterCommit.add(action);
            return true;
        }
        return hostTransaction() != null && afterHostCommit(action);
    }

    final <T> T onConnection(ConnectionWork<T> work) {
        Bound<C> top = bound.get().peek();
        if (top == null) {
            throw new IllegalStateException("stores are only used inside Transactions.required");
        }
        try {
            return onConnection(top.transaction, work);
        } catch (SQLException e) {
            throw SqlErrors.translate(e);
        } catch (TaggingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    private <T> T inOwn(Supplier<T> work) {
        List<Runnable> afterCommit = new ArrayList<>();
        Outcome<T> outcome = new Outcome<>();
        try {
            runOwn(transaction -> {
                try {
                    outcome.result = inside(new Bound<>(transaction, afterCommit), work);
                } catch (RuntimeException | Error e) {
                    outcome.failure = e;
                    throw e;
                }
            });
        } catch (SQLException e) {
            throw outcome.failure instanceof RuntimeException failure ? failure : SqlErrors.translate(e);
        } catch (RuntimeException e) {
            throw outcome.failure instanceof RuntimeException failure ? failure : translated(e);
        }
        afterCommit.forEach(Runnable::run);
        return outcome.get();
    }

    private <T> T inside(Bound<C> transaction, Supplier<T> work) {
        Deque<Bound<C>> stack = bound.get();
        stack.push(transaction);
        try {
            return work.get();
        } finally {
            stack.pop();
            if (stack.isEmpty()) {
                bound.remove();
            }
        }
    }

    private static RuntimeException translated(RuntimeException error) {
        SQLException cause = SqlErrors.causeOf(error);
        return cause == null || error instanceof TaggingPersistenceException ? error : SqlErrors.translate(cause);
    }

    /** A transaction and, when it is the library's own, what to do after its commit. */
    private record Bound<C>(C transaction, @Nullable List<Runnable> afterCommit) {}

    private static final class Outcome<T> {
        private @Nullable T result;
        private @Nullable Throwable failure;

        @SuppressWarnings("NullAway") // what the work returned, which is null only where T says so
        T get() {
            return result;
        }
    }
}
