package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @Test
    void a_status_is_replaced_by_the_next_and_gone_when_something_is_said() throws Exception {
        try (LineDisciplineTerminal terminal = terminal();
                Console console = Console.of(terminal)) {
            console.status(new AttributedString("1 of 2"));
            console.status(new AttributedString("2 of 2"));
            console.say("Done");
        }

        assertThat(shown()).isEqualTo(CLEAR_LINE + "1 of 2" + CLEAR_LINE + "2 of 2" + CLEAR_LINE + "Done\r\n");
    }

    @Test
    void lines_are_as_long_as_the_terminal_is_wide() throws Exception {
        try (LineDisciplineTerminal terminal = terminal();
                Console console = Console.of(terminal)) {
            assertThat(console.width()).isEqualTo(40);
            assertThat(console.height()).isEqualTo(10);

            console.say("There is no permission to look into the folder /photos");
        }

        assertThat(shown()).isEqualTo("There is no permission to look into the\r\nfolder /photos\r\n");
    }

    @Test
    void a_stream_gets_plain_lines_and_no_status() throws Exception {
        try (Console console = Console.of(new PrintStream(screen, true, Charset.defaultCharset()))) {
            console.status(new AttributedString("1 of 2"));
            console.heading("Photos");
            console.say("  a.jpg");

            assertThat(console.terminal()).isEmpty();
        }

        assertThat(screen.toString(Charset.defaultCharset()).lines()).containsExactly("", "Photos", "  a.jpg");
    }

    private String shown() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    private LineDisciplineTerminal terminal() throws Exception {
        LineDisciplineTerminal terminal = new LineDisciplineTerminal("test", "ansi", screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(40, 10));
        return terminal;
    }
}
