package dev.tagging.examples.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The directory of {@code -Ddata}, and whether PostgreSQL can be started on it. */
final class DataDirectory {

    private final Path path;

    DataDirectory(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /**
     * Makes sure that the directory exists, and is empty or the work of an earlier run.
     *
     * @param version of the PostgreSQL that is to be started
     * @throws CannotRunException when it holds anything else, belongs to another major version, or is in use; nothing in it
     *     has changed then
     */
    void prepare(String version) throws CannotRunException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw refused("is a file; name a directory");
        }
        try {
            Files.createDirectories(path);
            if (!Files.isWritable(path) || !Files.isReadable(path)) {
                throw refused("cannot be used: there is no permission to read and write it");
            }
            if (!isEmpty()) {
                requireUsable(major(version));
                requireUnused();
            }
        } catch (IOException e) {
            throw refused("cannot be used: " + e);
        }
    }

    /** The PostgreSQL that runs on the directory; empty when none does. */
    Optional<ProcessHandle> server() {
        try (Stream<String> lines = Files.lines(path.resolve("postmaster.pid"), StandardCharsets.UTF_8)) {
            return lines.findFirst().flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private void requireUsable(String major) throws CannotRunException, IOException {
        if (!Files.exists(path.resolve("PG_VERSION"))) {
            throw refused("is neither empty nor a data directory of PostgreSQL; name a new or an empty one");
        }
        String found = Files.readString(path.resolve("PG_VERSION")).strip();
        if (!found.equals(major)) {
            throw refused(
                    """
                    was made by PostgreSQL %s, and this is PostgreSQL %s, which cannot read it. It was left as it is.
                      Either name another directory, and the photos are tagged again:
                        -Ddata=%s-%s
                      or bring it up to version %s with pg_upgrade, which needs both versions:
                        https://www.postgresql.org/docs/%s/pgupgrade.html"""
                            .formatted(found, major, path, major, major, major));
        }
        if (!Secret.isIn(path)) {
            throw refused("is a data directory of PostgreSQL that this program has not set up, or not to the end;"
                    + " name a new or an empty one");
        }
    }

    private void requireUnused() throws CannotRunException, IOException {
        Optional<ProcessHandle> server = server();
        if (server.isEmpty()) {
            return;
        }
        long pid = server.get().pid();
        Optional<String> command = server.get().info().command();
        if (command.isPresent() && !command.get().contains("postgres")) {
            // The machine or the container was started anew, and the number now belongs to another program.
            Files.delete(path.resolve("postmaster.pid"));
            return;
        }
        throw refused(
                """
                is in use: PostgreSQL runs on it as process %d, for another run of this program.
                  Let that one end first. If there is none, its PostgreSQL was left behind: end it with
                    kill -INT %d"""
                        .formatted(pid, pid));
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    private CannotRunException refused(String why) {
        return CannotRunException.usage("-Ddata=" + path + " " + why);
    }

    private static String major(String version) {
        int dot = version.indexOf('.');
        return dot < 0 ? version : version.substring(0, dot);
    }
}
