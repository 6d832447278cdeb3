package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.NewImage;
import dev.tagging.Tagging;
import dev.tagging.UserId;
import dev.tagging.postgres.JdbcPersistence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** The prompt, with keys as a terminal sends them. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class SearchShellIT {

    private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[?0-9;]*[a-zA-Z]");
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final UserId ANN = UserId.of("ann");

    private final Resources resources = new Resources();
    private Tagging tagging;

    @BeforeAll
    void describePhotos() throws Exception {
        PostgresServer server = resources.open(() -> PostgresServer.start(Optional.empty()));
        Database database = resources.open(() -> Database.open(server, Path.of("photos")));
        tagging = resources.open(() -> Tagging.builder()
                .persistence(JdbcPersistence.create(database.dataSource()))
                .build());
        for (int i = 10; i < 22; i++) {
            NewImage image = NewImage.of("%d".formatted(i), "lake%d.jpg".formatted(i));
            tagging.catalog().register(image);
            tagging.tags().add(image.id(), "blue", ANN);
        }
        tagging.catalog().register(NewImage.of("1", "rex.jpg"));
        tagging.tags().add(NewImage.of("1", "rex.jpg").id(), "golden retriever", ANN);
    }

    @AfterAll
    void stop() {
        resources.close();
    }

    @Test
    void answers_in_pages() throws Exception {
        List<String> screen = type("blue\n", "more\n", "more\n", "more\n", "quit\n");

        assertThat(screen)
                .contains("12 photos", "  lake21.jpg  blue", "  and 7 more", "  and 2 more", "  lake10.jpg  blue")
                .contains("That was all.");
        assertThat(screen)
                .filteredOn(line -> line.endsWith(".jpg  blue"))
                .hasSize(12)
                .doesNotHaveDuplicates();
        assertThat(screen).filteredOn("  type more for the next page"::equals).hasSize(2);
    }

    @Test
    void completes_tags() throws Exception {
        List<String> screen = type("-gold\t\n", "tag:gold\t\n", "quit\n");

        assertThat(screen).contains("12 photos", "1 photo", "  rex.jpg  golden retriever");
    }

    @Test
    void completes_commands() throws Exception {
        assertThat(type("qui\t\n")).as("what is not searched for").doesNotContain("No photo found.");
    }

    @Test
    void explains_itself() throws Exception {
        assertThat(type("help\n", "quit\n"))
                .contains("What to search for")
                .anySatisfy(
                        line -> assertThat(line).startsWith("  beach OR lake ").endsWith(" with one of them"))
                .anySatisfy(line -> assertThat(line).startsWith("  more ").endsWith(" the next page of the answer"));
    }

    @Test
    void lists_popular_tags() throws Exception {
        assertThat(type("tags\n", "quit\n")).contains("Popular tags", "  blue 12   golden retriever 1");
    }

    @Test
    void says_what_is_wrong_with_a_query_and_goes_on() throws Exception {
        assertThat(type("tag:\n", "\"rex\n", "exit\n"))
                .contains("      ^", "1 photo")
                .anySatisfy(line -> assertThat(line).startsWith("This cannot be searched for: "));
    }

    @Test
    void an_empty_line_asks_for_nothing() throws Exception {
        assertThat(type("\n", "   \n", "quit\n")).noneMatch(line -> line.endsWith("photos"));
    }

    @Test
    void ends_with_control_d() throws Exception {
        assertThat(type("blue\n", CTRL_D)).contains("12 photos");
    }

    @Test
    void control_c_gives_up_the_line_and_then_the_program() throws Exception {
        List<String> screen = type("blue" + CTRL_C, "rex\n", CTRL_C);

        assertThat(screen).contains("1 photo").doesNotContain("12 photos");
    }

    /** What the screen has shown when the prompt has ended. Keys beyond that would never be read. */
    private List<String> type(String... keys) throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (LineDisciplineTerminal terminal =
                new LineDisciplineTerminal("test", "ansi", screen, StandardCharsets.UTF_8)) {
            terminal.setSize(new Size(100, 16));
            Attributes attributes = terminal.getAttributes();
            // As after the shell has made it a key: the terminal is to see it when it is typed, before anybody reads.
            attributes.setControlChar(Attributes.ControlChar.VINTR, 0);
            attributes.setLocalFlag(Attributes.LocalFlag.ICANON, false);
            attributes.setInputFlag(Attributes.InputFlag.ICRNL, false);
            attributes.setInputFlag(Attributes.InputFlag.INLCR, false);
            attributes.setLocalFlag(Attributes.LocalFlag.ECHO, false);
            terminal.setAttributes(attributes);
            terminal.processInputBytes(String.join("", keys).replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
            new SearchShell(tagging, Console.of(terminal), terminal).run();
        }
        return ESCAPES.matcher(screen.toString(StandardCharsets.UTF_8))
                .replaceAll("")
                .lines()
                .map(String::stripTrailing)
                .toList();
    }
}
