package dev.tagging.provider.mock;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;

/** Where it is written down which images were analysed. */
@FunctionalInterface
interface CallLog {

    CallLog NONE = hash -> {};

    void append(byte[] hash);

    /** A file that several processes may append to: each line is written at once. */
    static CallLog to(Path file) {
        return hash -> {
            String line = HexFormat.of().formatHex(hash) + " " + Instant.now() + "\n";
            try {
                Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new Misconfigured("setting 'mock.log': cannot write to '" + file + "'", e);
            }
        };
    }
}
