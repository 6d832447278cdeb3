package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tagging.examples.quickstart.PhotoFolder.LeftOut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {

    @TempDir
    private Path directory;

    @Test
    void finds_images_at_any_depth_by_their_extension() throws Exception {
        for (String name :
                new String[] {"a.jpg", "b.JPEG", "1/c.png", "1/2/d.Gif", "e.webp", "f.bmp", "g.TIF", "h.tiff"}) {
            file(name);
        }

        PhotoFolder folder = scan();

        assertThat(folder.photos())
                .extracting(Photo::name)
                .containsExactly("1/2/d.Gif", "1/c.png", "a.jpg", "b.JPEG", "e.webp", "f.bmp", "g.TIF", "h.tiff");
        assertThat(folder.leftOut()).isEmpty();
        assertThat(folder.complete()).isTrue();
    }

    @Test
    void counts_other_files_by_their_kind() throws Exception {
        for (String name : new String[] {"a.HEIC", "b.heic", "notes.txt", "Makefile", "._a.jpg", ".jpg.part"}) {
            file(name);
        }

        PhotoFolder folder = scan();

        assertThat(folder.photos()).isEmpty();
        assertThat(folder.describeOtherFiles()).isEqualTo("6 other files (2 heic, 1 jpg, 1 part, 1 txt, …)");
    }

    @Test
    void the_version_of_the_content_changes_with_size_time_and_providers() throws Exception {
        Path file = file("a.jpg");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        Photo photo = scan().photos().get(0);

        assertThat(photo.toImage("pixels").contentVersion())
                .isEqualTo(scan().photos().get(0).toImage("pixels").contentVersion())
                .isNotEqualTo(photo.toImage("djl").contentVersion());
        Files.setLastModifiedTime(file, FileTime.fromMillis(2_000));
        assertThat(scan().photos().get(0).toImage("pixels").contentVersion())
                .isNotEqualTo(photo.toImage("pixels").contentVersion());
    }

    @Test
    void a_path_too_long_for_an_id_gets_a_shorter_one_of_its_own() throws Exception {
        String folder = "long-folder-name-".repeat(10);
        file(folder + "/" + folder + "/a.jpg");
        file(folder + "/" + folder + "/b.jpg");

        assertThat(scan().photos())
                .extracting(photo -> photo.toImage("").id().value())
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).hasSizeLessThan(255));
        assertThat(scan().photos()).extracting(Photo::name).allSatisfy(name -> assertThat(name)
                .hasSizeGreaterThan(255));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void links_cannot_lead_in_circles() throws Exception {
        file("sub/a.jpg");
        link("sub/loop", directory);
        link("sub/self", directory.resolve("sub"));
        link("up", directory.resolve(".."));

        PhotoFolder folder = scan();

        assertThat(folder.photos()).extracting(Photo::name).containsExactly("sub/a.jpg");
        assertThat(folder.leftOut())
                .containsExactly(
                        new LeftOut("sub/loop", "a link in a circle: it leads to the folder it is in"),
                        new LeftOut("sub/self", "looked at already, under another name"),
                        new LeftOut("up", "a link in a circle: it leads to the folder it is in"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void follows_links_that_lead_elsewhere_and_each_folder_once(@TempDir Path elsewhere) throws Exception {
        Files.createDirectory(elsewhere.resolve("deep"));
        Files.writeString(elsewhere.resolve("deep/b.jpg"), "b");
        Files.createSymbolicLink(elsewhere.resolve("deep/back"), elsewhere);
        file("a.jpg");
        link("best.jpg", directory.resolve("a.jpg"));
        link("more", elsewhere);
        link("still more", elsewhere);

        PhotoFolder folder = scan();

        assertThat(folder.photos())
                .extracting(Photo::name)
                .contains("a.jpg", "best.jpg")
                .hasSize(3);
        assertThat(folder.photos()).extracting(Photo::name).containsAnyOf("more/deep/b.jpg", "still more/deep/b.jpg");
        assertThat(folder.leftOut())
                .hasSize(2)
                .extracting(LeftOut::reason)
                .containsOnly("looked at already, under another name");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void links_that_lead_nowhere_are_told() throws Exception {
        link("gone.jpg", directory.resolve("nothing"));
        link("round.jpg", directory.resolve("round.jpg"));

        assertThat(scan().leftOut())
                .containsExactly(
                        new LeftOut("gone.jpg", "a link that leads nowhere"),
                        new LeftOut("round.jpg", "a link that leads nowhere"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void names_that_cannot_be_stored_are_told_with_the_reason() throws Exception {
        file("line\nbreak.jpg");
        file("ok.jpg");

        PhotoFolder folder = scan();

        assertThat(folder.photos()).extracting(Photo::name).containsExactly("ok.jpg");
        assertThat(folder.leftOut())
                .containsExactly(
                        new LeftOut("line\nbreak.jpg", "its name has the control character U+000A at position 4"));
    }

    @Test
    @DisabledOnOs({OS.WINDOWS, OS.MAC})
    void names_that_are_no_text_are_told() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "touch \"$(printf 'bad\\377.jpg')\"")
                .directory(directory.toFile())
                .start();
        assertThat(process.waitFor()).isZero();

        PhotoFolder folder = scan();

        assertThat(folder.photos()).isEmpty();
        assertThat(folder.leftOut())
                .extracting(LeftOut::reason)
                .containsExactly("its name is not valid text in the encoding of this system");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void what_must_not_be_read_is_told() throws Exception {
        Path file = file("a.jpg");
        Path folder = Files.createDirectory(directory.resolve("locked"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file))
                .as("this user may read everything, so permissions cannot be tested")
                .isFalse();

        PhotoFolder found = scan();

        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThat(found.photos()).isEmpty();
        assertThat(found.complete()).isFalse();
        assertThat(found.leftOut())
                .containsExactly(
                        new LeftOut("a.jpg", "no permission to read it"),
                        new LeftOut("locked", "no permission to read it"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void never_opens_what_is_no_file() throws Exception {
        Process process =
                new ProcessBuilder("mkfifo", directory.resolve("pipe.jpg").toString()).start();
        assumeThat(process.waitFor()).as("there is mkfifo").isZero();

        assertThat(scan().leftOut()).containsExactly(new LeftOut("pipe.jpg", "not a regular file"));
    }

    @Test
    void passes_over_the_data_directory() throws Exception {
        file("a.jpg");
        file("data/base/b.jpg");

        PhotoFolder folder = FolderWalk.scan(directory, Optional.of(directory.resolve("data")));

        assertThat(folder.photos()).extracting(Photo::name).containsExactly("a.jpg");
    }

    @Test
    void a_folder_that_is_none_is_a_mistake() throws Exception {
        Path file = file("a.jpg");

        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> FolderWalk.scan(file, Optional.empty()))
                .withMessage("-Dphotos is a file; name the folder it is in: " + directory);
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> FolderWalk.scan(directory.resolve("b"), Optional.empty()))
                .withMessage("There is no folder " + directory.resolve("b"));
    }

    private PhotoFolder scan() throws CannotRunException {
        return FolderWalk.scan(directory, Optional.empty());
    }

    private Path file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, name.getBytes(StandardCharsets.UTF_8));
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(directory.resolve(name), target);
    }
}
