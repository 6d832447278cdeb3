package dev.tagging.examples.quickstart;

import static dev.tagging.examples.quickstart.Run.option;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program as its user meets it, on a PostgreSQL of its own. */
class QuickstartIT {

    /** Java opens files with names beyond ASCII only in a locale that knows more. */
    private static final String HOLIDAY =
            Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode("🏖️")
                    ? "holiday 🏖️ at sea.bmp"
                    : "holiday at sea.bmp";

    private static final List<String> GOOD =
            List.of("blue.jpg", "bomb.png", "deep/er/red.JPG", "green.gif", HOLIDAY, "tall.png");

    /** Tests have folders of their own, and so databases of their own. */
    @TempDir
    private static Path data;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Bridge.class)
    void tags_what_is_good_and_says_why_the_rest_is_not(Bridge bridge) throws Exception {
        Path photos = folderWithEverything();

        Run run = Run.with(
                option("photos", photos), option("data", data), "persistence=" + bridge, "query=blue -portrait");

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().get(0))
                .isEqualTo("11 images in %s; passed over 1 other file (1 txt)".formatted(photos.toRealPath()));
        assertThat(run.summary()).matches("Tagged 6 images in .* images/s\\), 5 could not be tagged");
        assertThat(run.row("empty.jpg")).contains("empty");
        assertThat(run.row("text.jpg")).contains("not an image");
        assertThat(run.row("truncated.jpg")).contains("truncated");
        assertThat(run.row("enormous.png")).contains("60000 x 60000").contains("too many pixels");
        assertThat(run.row("enormous.gif")).contains("65535 x 65535").contains("too many pixels");
        assertThat(run.row("loop")).isEqualTo("a link in a circle: it leads to the folder it is in");
        assertThat(run.row("line\\u000abreak.jpg")).contains("control character U+000A");
        assertThat(run.section("Popular tags"))
                .anySatisfy(line -> assertThat(line).contains("blue 3"));
        assertThat(run.section("Photos")).hasSameSizeAs(GOOD);
        assertThat(run.section("Photos"))
                .zipSatisfy(GOOD, (line, name) -> assertThat(line).startsWith("  " + name + "  "));
        assertThat(run.row("deep/er/red.JPG")).contains("red").contains("landscape");
        assertThat(run.section("Search: blue -portrait")).first().isEqualTo("2 photos");
        assertThat(run.section("Search: blue -portrait"))
                .anySatisfy(line -> assertThat(line).startsWith("  blue.jpg"))
                .anySatisfy(line -> assertThat(line).startsWith("  bomb.png"))
                .hasSize(3);
        assertThat(states(photos))
                .containsAllEntriesOf(Map.of("blue.jpg", "COMPLETED", HOLIDAY, "COMPLETED"))
                .hasSize(11)
                .satisfies(states -> assertThat(states.values()).containsOnly("COMPLETED", "FAILED"))
                .satisfies(states -> assertThat(states.entrySet().stream()
                                .filter(entry -> entry.getValue().equals("COMPLETED"))
                                .map(Map.Entry::getKey))
                        .containsExactlyInAnyOrderElementsOf(GOOD));
    }

    @Test
    void a_second_run_tags_what_is_new_or_changed_and_forgets_what_is_gone() throws Exception {
        Path photos = Files.createDirectory(directory.resolve("photos"));
        TestPhotos.paint(photos.resolve("same.jpg"), Color.BLUE, 64, 48);
        TestPhotos.paint(photos.resolve("changed.jpg"), Color.BLUE, 64, 48);
        TestPhotos.paint(photos.resolve("gone.jpg"), Color.BLUE, 64, 48);
        Files.createFile(photos.resolve("broken.jpg"));
        String[] options = {option("photos", photos), option("data", data), "query=blue"};
        Run first = Run.with(options);
        TestPhotos.paint(photos.resolve("changed.jpg"), Color.RED, 640, 480);
        TestPhotos.paint(photos.resolve("new.jpg"), Color.BLUE, 64, 48);
        Files.delete(photos.resolve("gone.jpg"));

        Run second = Run.with(options);
        Run third = Run.with(options);

        assertThat(first.section("Search: blue")).first().isEqualTo("3 photos");
        assertThat(second.out()).contains("Forgot 1 photo that is gone", "1 new, 1 changed, 2 as before");
        assertThat(second.summary()).startsWith("Tagged 2 images in ");
        assertThat(second.row("broken.jpg")).contains("empty");
        assertThat(second.row("changed.jpg")).contains("red").doesNotContain("blue");
        assertThat(second.section("Search: blue")).first().isEqualTo("2 photos");
        assertThat(third.out()).contains("0 new, 0 changed, 4 as before");
        assertThat(third.summary()).isEmpty();
        assertThat(third.section("Photos")).isEqualTo(second.section("Photos"));
    }

    @Test
    void several_folders_share_a_data_directory_and_nothing_else() throws Exception {
        Path one = Files.createDirectory(directory.resolve("one"));
        Path other = Files.createDirectory(directory.resolve("other"));
        TestPhotos.paint(one.resolve("a.jpg"), Color.BLUE, 64, 48);
        TestPhotos.paint(other.resolve("b.jpg"), Color.BLUE, 64, 48);

        Run.with(option("photos", one), option("data", data));
        Run elsewhere = Run.with(option("photos", other), option("data", data));
        Run again = Run.with(option("photos", one), option("data", data), "query=blue");

        assertThat(elsewhere.section("Photos")).singleElement().asString().startsWith("  b.jpg");
        assertThat(again.out()).contains("0 new, 0 changed, 1 as before");
        assertThat(again.section("Search: blue"))
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("  a.jpg");
    }

    @Test
    void stays_within_its_memory() throws Exception {
        Path photos = folderWithEverything();

        Run run = Run.forked(option("photos", photos), "query=");

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.section("Photos")).hasSameSizeAs(GOOD);
        assertThat(run.section("Not tagged")).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void without_photos_there_is_usage_and_exit_code_2() throws Exception {
        Run run = Run.forked();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errors()).startsWith("Say where the photos are").contains("-Dphotos=folder");
    }

    @Test
    void a_folder_without_images_is_told_and_nothing_is_started() throws Exception {
        Path photos = Files.createDirectory(directory.resolve("photos"));
        Files.createFile(photos.resolve("notes.txt"));

        Run run = Run.with(option("photos", photos));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsExactly("No image in %s; passed over 1 other file (1 txt)".formatted(photos.toRealPath()));
    }

    @Test
    void an_unknown_provider_is_answered_by_the_library() throws Exception {
        Run run = Run.with(option("photos", onePhoto()), option("data", data), "providers=pixles");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors())
                .startsWith("There is no AI tagging provider 'pixles'")
                .contains("pixels");
    }

    @Test
    void a_provider_that_cannot_work_ends_the_run_with_its_reason() throws Exception {
        Path photos = onePhoto();

        Run setting = Run.with(option("photos", photos), option("data", data), "pixels.nonsense=1");
        Run analysis =
                Run.with(option("photos", photos), option("data", data), "providers=mock", "mock.fail=misconfigured");
        Run model = Run.with(
                option("photos", photos), option("data", data), "providers=pixels,djl", option("model", directory));

        assertThat(setting.exitCode()).isEqualTo(2);
        assertThat(setting.errors()).contains("nonsense");
        assertThat(analysis.exitCode()).isEqualTo(2);
        assertThat(analysis.errors()).isNotBlank().doesNotContain("\tat ");
        assertThat(model.exitCode()).isEqualTo(2);
        assertThat(model.errors()).startsWith("Model directory " + directory + " holds no tagging-model.properties");
    }

    @Test
    void providers_work_together() throws Exception {
        Run run = Run.with(
                option("photos", onePhoto()),
                option("data", data),
                "providers=pixels,mock",
                "mock.tags=beach:95",
                "query=beach blue");

        assertThat(run.exitCode()).isZero();
        assertThat(run.section("Search: beach blue")).first().isEqualTo("1 photo");
        assertThat(run.row("blue.jpg")).contains("beach").contains("blue");
    }

    @Test
    void models_in_the_same_jvm_look_together_with_the_pixels() throws Exception {
        Path shared = sharedTestData();
        assumeThat(shared).as("the test data beside the project is not there").isDirectory();
        Path photos = Files.createDirectory(directory.resolve("photos"));
        Files.copy(shared.resolve("photos/max_taxis.jpg"), photos.resolve("max_taxis.jpg"));

        Run run = Run.with(
                option("photos", photos),
                option("data", data),
                "providers=pixels,djl,moondream",
                option("djl.model", shared.resolve("models/yolox_nano.onnx")),
                option("moondream.model", shared.resolve("vlm-models/moondream-tiny")),
                "query=yellow car");

        assertThat(run.errors()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.section("Search: yellow car")).first().isEqualTo("1 photo");
        assertThat(run.row("max_taxis.jpg")).contains("car").contains("yellow").contains("landscape");
    }

    @Test
    void a_query_without_meaning_is_refused_before_anything_is_tagged() throws Exception {
        Run run = Run.with(option("photos", onePhoto()), option("data", data), "query=blue tag:");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors().lines())
                .startsWith("  blue tag:", "           ^")
                .hasSize(3);
        assertThat(run.out()).hasSize(1);
    }

    @Test
    void a_query_that_finds_nothing_says_so() throws Exception {
        Run run = Run.with(option("photos", onePhoto()), option("data", data), "query=zebra");

        assertThat(run.exitCode()).isZero();
        assertThat(run.section("Search: zebra")).first().asString().startsWith("No photo found.");
    }

    @Test
    void a_data_directory_of_another_major_version_is_refused() throws Exception {
        Path photos = onePhoto();
        Path old = directory.resolve("old");
        Run.with(option("photos", photos), option("data", old));
        Files.writeString(old.resolve("PG_VERSION"), "15\n");

        Run run = Run.with(option("photos", photos), option("data", old));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("was made by PostgreSQL 15").contains("-Ddata=" + old + "-18");
    }

    @Test
    void a_data_directory_in_use_is_refused_and_one_that_is_kept_is_safe() throws Exception {
        Path photos = onePhoto();

        try (PostgresServer server = PostgresServer.start(Optional.of(data));
                Connection connection = server.database("postgres").getConnection()) {
            Run run = Run.with(option("photos", photos), option("data", data));

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.errors()).contains("is in use: PostgreSQL runs on it as process ");
            assertThat(setting(connection, "fsync")).isEqualTo("on");
            assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(connection, "full_page_writes")).isEqualTo("on");
        }
        assertThat(new DataDirectory(data).server()).isEmpty();
        assertThat(Run.with(option("photos", photos), option("data", data)).exitCode())
                .isZero();
    }

    @Test
    void nothing_is_left_of_a_temporary_database() throws Exception {
        List<Path> before = temporaryDirectories();

        Run.with(option("photos", onePhoto()));

        assertThat(temporaryDirectories()).containsExactlyInAnyOrderElementsOf(before);
    }

    @ParameterizedTest
    @EnumSource(Bridge.class)
    void tags_all_photos_of_the_shared_test_data(Bridge bridge) throws Exception {
        Path photos = sharedTestData().resolve("photos");
        assumeThat(photos).as("the test data beside the project is not there").isDirectory();

        Run run = Run.with(option("photos", photos), "persistence=" + bridge, "query=category:color");

        assertThat(run.exitCode()).isZero();
        assertThat(run.summary()).startsWith("Tagged 38 images in ").doesNotContain("could not");
        assertThat(run.section("Photos")).hasSize(38);
        assertThat(run.section("Search: category:color")).first().asString().endsWith(" photos");
    }

    private Path folderWithEverything() throws IOException {
        Path photos = Files.createDirectory(directory.resolve("photos"));
        TestPhotos.paint(photos.resolve("blue.jpg"), new Color(20, 60, 220), 640, 480);
        TestPhotos.paint(photos.resolve("tall.png"), new Color(20, 60, 220), 300, 400);
        TestPhotos.paint(photos.resolve("green.gif"), new Color(20, 160, 40), 400, 300);
        TestPhotos.paint(photos.resolve(HOLIDAY), new Color(240, 240, 240), 400, 300);
        TestPhotos.paint(photos.resolve("deep/er/red.JPG"), new Color(210, 20, 20), 400, 300);
        TestPhotos.pngWithTextBomb(photos.resolve("bomb.png"));
        Files.createFile(photos.resolve("empty.jpg"));
        Files.writeString(photos.resolve("text.jpg"), "This is not a photo.");
        TestPhotos.truncatedJpeg(photos.resolve("truncated.jpg"));
        TestPhotos.enormousPng(photos.resolve("enormous.png"));
        TestPhotos.enormousGif(photos.resolve("enormous.gif"));
        Files.writeString(photos.resolve("line\nbreak.jpg"), "never read");
        Files.writeString(photos.resolve("notes.txt"), "never read");
        Files.createSymbolicLink(photos.resolve("loop"), photos);
        return photos;
    }

    private Path onePhoto() throws IOException {
        Path photos = directory.resolve("one photo");
        TestPhotos.paint(photos.resolve("blue.jpg"), Color.BLUE, 64, 48);
        return photos;
    }

    /** What became of each image, as the database has it. */
    private static Map<String, String> states(Path photos) throws Exception {
        Map<String, String> states = new TreeMap<>();
        try (PostgresServer server = PostgresServer.start(Optional.of(data));
                Database database = Database.open(server, photos.toRealPath());
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select image_id, state from tagging.tagging_jobs join tagging.images using (image_no)")) {
            while (rows.next()) {
                states.put(rows.getString(1), rows.getString(2));
            }
        }
        return states;
    }

    private static String setting(Connection connection, String name) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static List<Path> temporaryDirectories() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(temporary)) {
            try (var entries = Files.newDirectoryStream(temporary, "quickstart*")) {
                entries.forEach(found::add);
            }
        }
        return found;
    }

    private static Path sharedTestData() {
        return Path.of("").toAbsolutePath().resolve("../../../shared/testdata").normalize();
    }
}
