package dev.tagging.provider.djl.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model in memory, once in this JVM however many pipelines use it: loaded for the first user, freed after the last. Sessions
 * may run on several threads at once.
 */
public final class SharedSession implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SharedSession.class);

    private static final Map<Key, Entry> OPEN = new HashMap<>();

    private record Key(Path file, int threads) {}

    private static final class Entry {
        final OrtSession session;
        int users;

        Entry(OrtSession session) {
            this.session = session;
        }
    }

    private final Key key;
    private final OrtSession session;
    private boolean closed;

    private SharedSession(Key key, OrtSession session) {
        this.key = key;
        this.session = session;
    }

    /**
     * Loads a model, or joins those who have it loaded with as many threads.
     *
     * @param threads as in {@link OnnxRuntimes#cpuOptions(int)}
     * @throws Misconfigured as {@link OnnxRuntimes#openSession(Path, int)}
     */
    public static SharedSession open(Path model, int threads) {
        Key key = new Key(model.toAbsolutePath().normalize(), threads);
        synchronized (OPEN) {
            Entry entry = OPEN.get(key);
            if (entry == null) {
                entry = new Entry(OnnxRuntimes.openSession(key.file(), threads));
                OPEN.put(key, entry);
            }
            entry.users++;
            return new SharedSession(key, entry.session);
        }
    }

    /** Not to be closed by anybody else. */
    public OrtSession session() {
        return session;
    }

    /** Gives the model up. Nothing may run on it any more through this instance; a second call does nothing. */
    @Override
    public void close() {
        synchronized (OPEN) {
            Entry entry = OPEN.get(key);
            if (closed || entry == null) {
                return;
            }
            closed = true;
            entry.users--;
            if (entry.users == 0) {
                OPEN.remove(key);
                try {
                    entry.session.close();
                } catch (OrtException e) {
                    log.warn("Could not free model {}", key.file(), e);
                }
            }
        }
    }

    /** How many models are in memory. */
    static int openModels() {
        synchronized (OPEN) {
            return OPEN.size();
        }
    }
}
