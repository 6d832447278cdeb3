package dev.tagging.provider.djl.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another process that holds a directory's lock for as long as this is open. */
final class LockHolder implements AutoCloseable {

    private final Process process;

    private LockHolder(Process process) {
        this.process = process;
    }

    static LockHolder start(Path directory) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"held".equals(line)) {
            process.destroyForcibly();
            throw new IOException("the other process said " + line);
        }
        return new LockHolder(process);
    }

    /** Ends the process and waits for its end. */
    void release() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    @Override
    public void close() throws IOException {
        release();
    }

    /** Runs in the other process: says that it holds the lock and keeps it until its input ends. */
    public static void main(String[] args) throws IOException {
        DirectoryLock.holding(Path.of(args[0]), () -> false, () -> {
            System.out.println("held");
            try {
                return System.in.readAllBytes().length;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
