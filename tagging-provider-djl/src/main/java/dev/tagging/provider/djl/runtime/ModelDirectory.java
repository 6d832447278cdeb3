package dev.tagging.provider.djl.runtime;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory that holds the files of a model.
 *
 * @param path absolute and normalised
 */
public record ModelDirectory(Path path) {

    /** How a file begins that Git put in the place of a large one ("Git LFS Specification", version 1). */
    private static final byte[] LFS_POINTER = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);

    private static final int MAX_LFS_POINTER = 1024;

    /**
     * A directory that exists.
     *
     * @throws Misconfigured when it does not, or cannot be read, naming it
     */
    public ModelDirectory {
        path = path.toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new Misconfigured("model directory " + path + " does not exist");
        }
        if (!Files.isDirectory(path)) {
            throw new Misconfigured("model directory " + path + " is a file; name the directory it is in");
        }
        if (!Files.isReadable(path)) {
            throw new Misconfigured("model directory " + path + " may not be read by this process");
        }
    }

    /**
     * A directory as a setting names it; {@code ~/} is the user's home.
     *
     * @throws Misconfigured when there is no such directory
     */
    public static ModelDirectory of(String setting) {
        return new ModelDirectory(resolveHome(setting));
    }

    /**
     * A file of the model, readable and not empty.
     *
     * @param name relative to the directory, with {@code /} on every platform
     * @throws Misconfigured when it is missing or obviously no model file, naming it, why, and what is there instead
     */
    public Path file(String name) {
        Path file = path.resolve(name).normalize();
        if (!Files.exists(file)) {
            throw new Misconfigured("model file " + file + " is missing" + neighbours(file));
        }
        return requireUsable(file);
    }

    /** The first of these files that exists; the others are alternatives. Empty when there is none of them. */
    public Optional<Path> find(String... names) {
        return Stream.of(names)
                .map(name -> path.resolve(name).normalize())
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * Checks what can be checked before a native library is handed the file.
     *
     * @throws Misconfigured naming the file and what is wrong with it
     */
    static Path requireUsable(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new Misconfigured("model file " + file + (Files.exists(file) ? " is no file" : " is missing"));
            }
            if (!Files.isReadable(file)) {
                throw new Misconfigured("model file " + file + " may not be read by this process");
            }
            long size = Files.size(file);
            if (size == 0) {
                throw new Misconfigured("model file " + file + " is empty");
            }
            if (size <= MAX_LFS_POINTER && startsWithLfsPointer(file)) {
                throw new Misconfigured("model file " + file
                        + " is a Git LFS pointer, not the file itself: run 'git lfs pull' where it was cloned");
            }
            return file;
        } catch (IOException e) {
            throw new Misconfigured("model file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static Path resolveHome(String setting) {
        String text = setting.strip();
        try {
            return text.equals("~") || text.startsWith("~/")
                    ? Path.of(System.getProperty("user.home", "."), text.substring(1))
                    : Path.of(text);
        } catch (InvalidPathException e) {
            throw new Misconfigured("'" + text + "' is no path: " + e.getReason(), e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static boolean startsWithLfsPointer(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(LFS_POINTER.length), LFS_POINTER);
        }
    }

    private static String neighbours(Path file) {
        Path parent = file.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return "";
        }
        try (Stream<Path> files = Files.list(parent)) {
            List<String> names = files.map(f -> f.getFileName().toString())
                    .sorted()
                    .limit(21)
                    .toList();
            return names.isEmpty()
                    ? "; " + parent + " is empty"
                    : "; " + parent + " holds "
                            + names.stream().limit(20).collect(Collectors.joining(", "))
                            + (names.size() > 20 ? ", …" : "");
        } catch (IOException e) {
            return "";
        }
    }
}
