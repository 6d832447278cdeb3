package dev.tagging.examples.quickstart;

import dev.tagging.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The bytes of the photos, from their folder. */
final class PhotoSource implements ImageSource {

    private final Path root;

    PhotoSource(Path root) {
        this.root = root;
    }

    @Override
    public InputStream open(ImageRef image, Wanted wanted) throws IOException {
        try {
            return Files.newInputStream(root.resolve(image.filename()));
        } catch (NoSuchFileException e) {
            throw new ImageGoneException("the file is gone");
        } catch (AccessDeniedException e) {
            throw new ImageGoneException("no permission to read the file");
        }
    }
}
