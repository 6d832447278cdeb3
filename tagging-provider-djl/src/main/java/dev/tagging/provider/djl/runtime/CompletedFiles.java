package dev.tagging.provider.djl.runtime;

import dev.tagging.provider.djl.runtime.HubModel.HubFile;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which files of a directory have been downloaded and checked: the file {@value #NAME}, a line {@code <sha256> <size> <path>}
 * each. A file that is not listed, or whose size has changed, counts as not there.
 */
final class CompletedFiles {

    private static final String NAME = ".complete";

    private record Entry(String sha256, long size) {}

    private final Path directory;
    private final Map<String, Entry> entries = new TreeMap<>();

    private CompletedFiles(Path directory) {
        this.directory = directory;
    }

    static CompletedFiles in(Path directory) {
        CompletedFiles files = new CompletedFiles(directory);
        Path list = directory.resolve(NAME);
        if (Files.isRegularFile(list)) {
            try {
                for (String line : Files.readAllLines(list)) {
                    String[] words = line.split(" ", 3);
                    if (words.length == 3 && words[1].matches("\\d{1,18}")) {
                        files.entries.put(words[2], new Entry(words[0], Long.parseLong(words[1])));
                    }
                }
            } catch (IOException e) {
                throw new Misconfigured("cannot read " + list + ": " + e.getMessage(), e);
            }
        }
        return files;
    }

    Path directory() {
        return directory;
    }

    boolean containsAll(Collection<HubFile> files) {
        return files.stream()
                .allMatch(file -> contains(file.path())
                        && file.sha256()
                                .map(hash -> hash.equals(sha256(file.path())))
                                .orElse(true));
    }

    boolean contains(String path) {
        Entry entry = entries.get(path);
        Path file = directory.resolve(path);
        try {
            return entry != null && Files.isRegularFile(file) && Files.size(file) == entry.size();
        } catch (IOException e) {
            return false;
        }
    }

    void add(String path, String sha256, long size) throws IOException {
        entries.put(path, new Entry(sha256, size));
        String text = entries.entrySet().stream()
                .map(e -> e.getValue().sha256() + " " + e.getValue().size() + " " + e.getKey() + "\n")
                .collect(Collectors.joining());
        Path temporary = directory.resolve(NAME + ".new");
        Files.writeString(temporary, text);
        Files.move(
                temporary,
                directory.resolve(NAME),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    private String sha256(String path) {
        Entry entry = entries.get(path);
        return entry == null ? "" : entry.sha256();
    }
}
