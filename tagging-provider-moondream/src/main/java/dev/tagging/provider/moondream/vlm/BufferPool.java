package dev.tagging.provider.moondream.vlm;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Direct buffers that are used again: the JVM frees one only when a garbage collection finds it, and images fill memory faster
 * than that. Holds as many as were ever in use at the same time.
 */
final class BufferPool {

    private final Deque<FloatBuffer> free = new ArrayDeque<>();

    /** A buffer with this limit. The caller gives it back. */
    FloatBuffer take(int floats) {
        synchronized (free) {
            FloatBuffer buffer = free.poll();
            if (buffer != null && buffer.capacity() >= floats) {
                return buffer.clear().limit(floats);
            }
        }
        return Tensors.direct(Math.multiplyExact(floats, Float.BYTES)).asFloatBuffer();
    }

    void giveBack(FloatBuffer buffer) {
        synchronized (free) {
            free.push(buffer);
        }
    }
}
