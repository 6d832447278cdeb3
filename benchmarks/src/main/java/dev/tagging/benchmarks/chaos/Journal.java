package dev.tagging.benchmarks.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The diary of one worker process. Every line is handed to the operating system in one piece before anything else happens, so
 * that a killed process has lost nothing that could have had an effect; {@link Journals} reads it.
 */
final class Journal implements AutoCloseable {

    static final String BEGUN = "begun";
    static final String ANSWERED = "answered";
    static final String REFUSED = "refused";

    private final int process;
    private final long pid = ProcessHandle.current().pid();
    private final FileChannel file;
    private final AtomicInteger calls = new AtomicInteger();

    Journal(Path path, int process) throws IOException {
        this.process = process;
        this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** A call begins; returns its id. */
    int begun(String image, long claim) {
        int id = Call.id(process, calls.getAndIncrement());
        write(BEGUN, id, pid, image, claim, micros());
        return id;
    }

    /** A call is about to give its answer. */
    void answered(int id, Call.Answer answer) {
        String tags = answer.tags().entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(","));
        write(ANSWERED, id, answer.model(), tags);
    }

    /** The database has refused a write, because the claim no longer holds. */
    void refused(String what, String image, long claim) {
        write(REFUSED, what, image, claim);
    }

    /** Now, in microseconds since 1970. */
    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private synchronized void write(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            line.append(line.isEmpty() ? "" : "\t").append(field);
        }
        ByteBuffer bytes = ByteBuffer.wrap(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
