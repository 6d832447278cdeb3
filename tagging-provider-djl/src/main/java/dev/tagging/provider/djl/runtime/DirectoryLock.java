package dev.tagging.provider.djl.runtime;

import dev.tagging.spi.AiProviderException.Transient;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a directory for one thread of one process. The operating system releases it when the process dies, whatever way, so
 * the file that carries the lock stays where it is and means nothing by itself.
 */
final class DirectoryLock {

    private static final Logger log = LoggerFactory.getLogger(DirectoryLock.class);

    private static final long POLL_MILLIS = 100;

    /** File locks are held by the whole JVM: its threads need a lock of their own. */
    private static final ConcurrentMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private DirectoryLock() {}

    /**
     * Waits until the directory is free and holds it while {@code action} runs.
     *
     * @throws Transient when cancelled or interrupted before
     */
    static <T> T holding(Path directory, BooleanSupplier cancelled, Supplier<T> action) throws IOException {
        ReentrantLock threadLock = LOCKS.computeIfAbsent(directory.toAbsolutePath(), path -> new ReentrantLock());
        acquire(threadLock, directory, cancelled);
        try (FileChannel channel =
                FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            acquire(channel, directory, cancelled);
            return action.get();
        } finally {
            threadLock.unlock();
        }
    }

    private static void acquire(ReentrantLock lock, Path directory, BooleanSupplier cancelled) {
        try {
            while (!lock.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                checkCancelled(directory, cancelled);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(directory, e);
        }
    }

    /** Polls, since a blocking wait for a file lock cannot be cancelled without closing the channel. */
    private static void acquire(FileChannel channel, Path directory, BooleanSupplier cancelled) throws IOException {
        boolean announced = false;
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return;
            }
            if (!announced) {
                log.info("Another process is downloading into {}, waiting for it", directory);
                announced = true;
            }
            checkCancelled(directory, cancelled);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(directory, null);
            }
        }
    }

    private static void checkCancelled(Path directory, BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new Transient("cancelled while another download into " + directory + " was running");
        }
    }

    private static Transient interrupted(Path directory, @Nullable Throwable cause) {
        return new Transient("interrupted while another download into " + directory + " was running", cause);
    }
}
