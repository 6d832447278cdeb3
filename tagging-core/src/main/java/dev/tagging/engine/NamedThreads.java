package dev.tagging.engine;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads named {@code prefix-1}, {@code prefix-2} and so on. */
final class NamedThreads implements ThreadFactory {

    private final String prefix;
    private final AtomicInteger made = new AtomicInteger();

    NamedThreads(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Thread newThread(Runnable target) {
        return named(prefix + "-" + made.incrementAndGet(), target);
    }

    static Thread named(String name, Runnable target) {
        Thread thread = new Thread(target, name);
        thread.setDaemon(true);
        return thread;
    }
}
