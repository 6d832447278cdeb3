package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path parent;

    private Path data;

    @BeforeEach
    void name() {
        data = parent.resolve("data");
    }

    @Test
    void a_new_directory_is_made() throws Exception {
        prepare();
        prepare();

        assertThat(data).isEmptyDirectory();
    }

    @Test
    void a_directory_of_an_earlier_run_is_taken() throws Exception {
        earlierRun("18");

        prepare();

        assertThat(data.resolve("PG_VERSION")).hasContent("18");
    }

    @Test
    void another_major_version_is_refused_with_instructions() throws Exception {
        earlierRun("15");

        refused()
                .withMessageStartingWith("-Ddata=" + data + " was made by PostgreSQL 15, and this is PostgreSQL 18")
                .withMessageContaining("-Ddata=" + data + "-18")
                .withMessageContaining("pg_upgrade");
    }

    @Test
    void a_file_is_refused() throws Exception {
        Files.createFile(data);

        refused().withMessage("-Ddata=" + data + " is a file; name a directory");
    }

    @Test
    void any_other_directory_is_refused_and_left_as_it_is() throws Exception {
        Files.createDirectory(data);
        Files.createFile(data.resolve("thesis.doc"));

        refused()
                .withMessageEndingWith(
                        "is neither empty nor a data directory of PostgreSQL; name a new or an empty one");
        assertThat(data).isDirectoryContaining("glob:**/thesis.doc");
    }

    @Test
    void a_data_directory_that_was_not_set_up_here_or_not_to_the_end_is_refused() throws Exception {
        earlierRun("18");
        Files.delete(data.resolve("quickstart.password"));

        refused().withMessageContaining("that this program has not set up, or not to the end");
    }

    @Test
    void what_a_crash_has_left_behind_does_not_matter() throws Exception {
        earlierRun("18");
        Files.writeString(data.resolve("postmaster.pid"), "999999999\n/data\n");
        prepare();

        Files.writeString(
                data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n/data\n");
        prepare();

        assertThat(data.resolve("postmaster.pid"))
                .as("names this JVM, which is no PostgreSQL")
                .doesNotExist();
    }

    private void prepare() throws CannotRunException {
        new DataDirectory(data).prepare("18.6.0");
    }

    private ThrowableAssertAlternative<CannotRunException> refused() {
        return assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(this::prepare)
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(2));
    }

    private void earlierRun(String version) throws IOException {
        Files.createDirectory(data);
        Files.createFile(data.resolve("quickstart.password"));
        Files.writeString(data.resolve("PG_VERSION"), version + "\n");
    }
}
