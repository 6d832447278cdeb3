package dev.tagging.provider.djl.runtime;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Which commit a branch or tag was when it was first downloaded: a file with 40 hexadecimal digits. */
final class References {

    private References() {}

    static Optional<String> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file).strip()).filter(text -> text.matches("[0-9a-f]{40}"))
                    : Optional.empty();
        } catch (IOException e) {
            throw new Misconfigured("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static void write(Path file, String commit) {
        try {
            Files.createDirectories(file.getParent());
            Path temporary = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(temporary, commit + "\n");
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Misconfigured("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
