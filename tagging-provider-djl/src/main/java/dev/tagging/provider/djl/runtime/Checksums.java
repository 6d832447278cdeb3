package dev.tagging.provider.djl.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file hashes to, in lower-case hexadecimal digits.
 *
 * @param gitBlob SHA-1 of {@code "blob <size>\0"} and the content ("Git Internals - Git Objects", Pro Git, 2nd edition)
 */
record Checksums(String sha256, String gitBlob) {

    private static final int BUFFER = 1 << 16;

    static Checksums of(Path file) throws IOException {
        MessageDigest sha256 = digest("SHA-256");
        MessageDigest sha1 = digest("SHA-1");
        sha1.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
                sha1.update(buffer, 0, n);
            }
        }
        HexFormat hex = HexFormat.of();
        return new Checksums(hex.formatHex(sha256.digest()), hex.formatHex(sha1.digest()));
    }

    /** Whether this is the file: by SHA-256 where that is known, else by its Git object. */
    boolean match(RemoteFile file) {
        return file.sha256().map(sha256::equals).orElseGet(() -> gitBlob.equals(file.gitBlob()));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
