package dev.tagging.examples.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The password of a database server, so that nobody else on the machine gets in. A server that is kept has it in its data
 * directory, which only its owner may read.
 *
 * @param file where the server finds it when it is set up, and later programs when it is kept
 * @param isNew whether the server is yet to be set up with it
 */
record Secret(Path file, String password, boolean isNew) {

    /** What only this program leaves in a data directory, once everything in it is in place. */
    private static final String NAME = "quickstart.password";

    private static final int BYTES = 24;

    /** Whether the directory was set up by an earlier run, to the end. */
    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(NAME));
    }

    /** The password of an earlier run, or else a new one. */
    static Secret of(Path directory) throws IOException {
        if (isIn(directory)) {
            Path file = directory.resolve(NAME);
            return new Secret(file, Files.readString(file), false);
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path file = Files.createTempFile("tagging-postgres", ".password"); // for its owner only
        return new Secret(Files.writeString(file, password), password, true);
    }

    /** Leaves it for later runs. */
    void keepIn(Path directory) throws IOException {
        if (isNew) {
            Files.copy(file, directory.resolve(NAME));
        }
    }

    /** Removes the file by which a server was set up. */
    void forget() throws IOException {
        if (isNew) {
            Files.deleteIfExists(file);
        }
    }
}
