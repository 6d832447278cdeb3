package dev.tagging.provider.djl.runtime;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files of which model on a hub.
 *
 * @param repository owner and name, {@code Xenova/moondream2}
 * @param revision the commit's 40 hexadecimal digits; or a branch or tag, which is resolved to a commit at the first download
 *     and stays at it for as long as the cache is there
 * @param files at least one
 */
public record HubModel(String repository, String revision, List<HubFile> files) {

    private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]+(/[\\w.-]+)?");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern REVISION = Pattern.compile("[\\w.-]+(/[\\w.-]+)*");

    public HubModel {
        if (!REPOSITORY.matcher(repository).matches() || repository.contains("..")) {
            throw new IllegalArgumentException("not a repository: '" + repository + "', expected owner/name");
        }
        if (!REVISION.matcher(revision).matches() || revision.contains("..")) {
            throw new IllegalArgumentException("not a revision: '" + revision + "'");
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no files of " + repository);
        }
        files = List.copyOf(files);
    }

    /** Files whose hashes the hub's metadata says. */
    public static HubModel of(String repository, String revision, String... paths) {
        return new HubModel(
                repository, revision, Stream.of(paths).map(HubFile::of).toList());
    }

    boolean isPinned() {
        return COMMIT.matcher(revision).matches();
    }

    HubModel at(String commit) {
        return new HubModel(repository, commit, files);
    }

    /**
     * One file.
     *
     * @param path in the repository, with {@code /}
     * @param sha256 what its bytes have to hash to, 64 lower-case hexadecimal digits; empty to believe the hub
     */
    public record HubFile(String path, Optional<String> sha256) {

        private static final Pattern PATH = Pattern.compile("[\\w.-]+(/[\\w.-]+)*");
        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        public HubFile {
            // What the pattern lets through and ".." is checked for can leave no directory on any platform.
            if (!PATH.matcher(path).matches() || path.contains("..")) {
                throw new IllegalArgumentException("not a path within a repository: '" + path + "'");
            }
            if (sha256.isPresent() && !SHA256.matcher(sha256.get()).matches()) {
                throw new IllegalArgumentException("not a SHA-256: '" + sha256.get() + "'");
            }
        }

        public static HubFile of(String path) {
            return new HubFile(path, Optional.empty());
        }
    }
}
