package dev.tagging.examples.quickstart;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Everything that has to be closed in the end, the last opened first, however the end comes: the program closes it, or the
 * shutdown hook does, after waiting for what is just being opened.
 */
final class Resources implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile boolean closed;

    /** Opens something. */
    @FunctionalInterface
    interface Opening<T extends AutoCloseable> {
        T open() throws CannotRunException;
    }

    /**
     * Opens a resource and keeps it for {@link #close()}.
     *
     * @throws IllegalStateException after {@link #close()}
     */
    synchronized <T extends AutoCloseable> T open(Opening<T> opening) throws CannotRunException {
        if (closed) {
            throw new IllegalStateException("the program is ending");
        }
        T resource = opening.open();
        open.push(resource);
        return resource;
    }

    /** Whether the end has come: whatever fails from now on is no surprise. */
    boolean isClosed() {
        return closed;
    }

    /** Closes everything that is open. A failure to close one thing keeps no other from being closed. */
    @Override
    public void close() {
        closed = true;
        closeAll();
    }

    private synchronized void closeAll() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("Not closed properly: " + e);
            }
        }
    }
}
