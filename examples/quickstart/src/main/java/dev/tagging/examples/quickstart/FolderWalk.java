package dev.tagging.examples.quickstart;

import dev.tagging.examples.quickstart.PhotoFolder.LeftOut;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a folder of photos. Symbolic links are followed, but every folder is looked at once, under its own name where
 * it has one below the root: links cannot lead in circles.
 */
final class FolderWalk extends SimpleFileVisitor<Path> {

    private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff");

    private final Path root;
    private final @Nullable Path except;
    private final Set<Object> visited = new HashSet<>();
    private final Deque<Link> links = new ArrayDeque<>();
    private final List<Photo> photos = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Map<String, Integer> otherFiles = new TreeMap<>();
    private boolean complete = true;

    /** Where the walk is now: names below {@code start} are shown below {@code shown}. */
    private Link here;

    /** A folder without symbolic links in its path, and the path by which it was found. */
    private record Link(Path start, Path shown) {}

    private FolderWalk(Path root, @Nullable Path except) {
        this.root = root;
        this.except = except;
        this.here = new Link(root, root);
    }

    /**
     * Looks through {@code folder}.
     *
     * @param except a folder in it to pass over, which need not exist
     * @throws CannotRunException when there is no such folder, or it cannot be read
     */
    static PhotoFolder scan(Path folder, Optional<Path> except) throws CannotRunException {
        Path root = realFolder(folder);
        Path passedOver = null;
        try {
            passedOver = except.isPresent() ? except.get().toRealPath() : null;
        } catch (IOException e) {
            // not there yet
        }
        FolderWalk walk = new FolderWalk(root, passedOver);
        try {
            walk.run();
        } catch (IOException e) {
            throw CannotRunException.failure("The folder of photos cannot be read: " + reason(e));
        }
        return new PhotoFolder(root, walk.photos, walk.leftOut, walk.otherFiles, walk.complete);
    }

    private static Path realFolder(Path folder) throws CannotRunException {
        if (Files.isRegularFile(folder)) {
            throw CannotRunException.usage("-Dphotos is a file; name the folder it is in: " + folder.getParent());
        }
        try {
            Path real = folder.toRealPath();
            if (!Files.isReadable(real) || !Files.isExecutable(real)) {
                throw CannotRunException.usage("There is no permission to look into the folder " + folder);
            }
            return real;
        } catch (NoSuchFileException e) {
            throw CannotRunException.usage("There is no folder " + folder);
        } catch (IOException e) {
            throw CannotRunException.usage("The folder of photos cannot be read: " + reason(e));
        }
    }

    private void run() throws IOException {
        Files.walkFileTree(root, this);
        while (!links.isEmpty()) {
            here = links.removeFirst();
            Files.walkFileTree(here.start(), this);
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (directory.equals(except)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        Object key = attributes.fileKey() == null ? directory : attributes.fileKey();
        if (!visited.add(key)) {
            leaveOut(directory, "looked at already, under another name");
            return FileVisitResult.SKIP_SUBTREE;
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!attributes.isSymbolicLink()) {
            add(file, attributes);
            return FileVisitResult.CONTINUE;
        }
        try {
            BasicFileAttributes target = Files.readAttributes(file, BasicFileAttributes.class);
            if (target.isDirectory()) {
                follow(file);
            } else {
                add(file, target);
            }
        } catch (AccessDeniedException e) {
            leaveOut(file, reason(e));
        } catch (IOException e) {
            leaveOut(file, "a link that leads nowhere");
        }
        return FileVisitResult.CONTINUE;
    }

    private void follow(Path link) throws IOException {
        Path target = link.toRealPath();
        if (root.startsWith(target)) {
            leaveOut(link, "a link in a circle: it leads to the folder it is in");
        } else {
            links.addLast(new Link(target, shown(link)));
        }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        leaveOut(file, reason(e));
        complete = false;
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
        if (e != null) {
            visitFileFailed(directory, e);
        }
        return FileVisitResult.CONTINUE;
    }

    private void add(Path file, BasicFileAttributes attributes) {
        String filename = String.valueOf(file.getFileName());
        String extension = extension(filename);
        if (!IMAGES.contains(extension) || filename.startsWith("._")) {
            // "._a.jpg" is what macOS keeps about a.jpg on foreign disks
            otherFiles.merge(extension.isEmpty() ? "without extension" : extension, 1, Integer::sum);
        } else if (!attributes.isRegularFile()) {
            leaveOut(file, "not a regular file");
        } else if (!Files.isReadable(file)) {
            leaveOut(file, "no permission to read it");
        } else {
            addPhoto(file, attributes);
        }
    }

    private void addPhoto(Path file, BasicFileAttributes attributes) {
        Photo photo = new Photo(
                name(file), attributes.size(), attributes.lastModifiedTime().toInstant());
        if (!isFaithful(file, photo.name())) {
            leaveOut(file, "its name is not valid text in the encoding of this system");
            return;
        }
        try {
            photo.toImage("");
            photos.add(photo);
        } catch (IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage());
            leaveOut(file, reason.replaceFirst("^(image id|filename)", "its name"));
        }
    }

    /** Whether the name leads back to the file: bytes that are no text in the system's encoding are lost in a string. */
    private boolean isFaithful(Path file, String name) {
        try {
            return root.resolve(name).equals(shown(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void leaveOut(Path file, @Nullable String reason) {
        leftOut.add(new LeftOut(name(file), reason == null ? "cannot be read" : reason));
    }

    private Path shown(Path file) {
        return here.shown().resolve(here.start().relativize(file));
    }

    private String name(Path file) {
        String name = root.relativize(shown(file)).toString();
        String separator = root.getFileSystem().getSeparator();
        return separator.equals("/") ? name : name.replace(separator, "/");
    }

    private static String extension(String filename) {
        int dot = filename.lastIndexOf('.');
        return dot < 0 ? "" : filename.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** What went wrong, without the path, which is shown beside it. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission to read it";
        }
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? "cannot be read" : reason;
    }
}
