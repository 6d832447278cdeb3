package dev.tagging.examples.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** Where the program speaks to a person: a terminal, or else a stream of plain lines. */
final class Console implements AutoCloseable {

    private static final int PLAIN_WIDTH = 100;
    private static final int PLAIN_HEIGHT = 24;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final @Nullable Terminal terminal;
    private final PrintWriter out;
    private final boolean styled;
    private final boolean unicode;
    private boolean statusShown;

    private Console(@Nullable Terminal terminal, PrintWriter out, Charset encoding, boolean styled) {
        this.terminal = terminal;
        this.out = out;
        this.styled = styled;
        this.unicode = encoding.newEncoder().canEncode('━');
    }

    /** The terminal the program was started in, or its standard output when that leads elsewhere. */
    static Console system() {
        try {
            // Left alone, signals end the JVM in good order; handled by JLine, they end it at once.
            Terminal terminal = TerminalBuilder.builder()
                    .systemOutput(SystemOutput.SysOut)
                    .nativeSignals(false)
                    .dumb(true)
                    .build();
            return terminal.getType().startsWith(Terminal.TYPE_DUMB) ? of(System.out) : of(terminal);
        } catch (IOException | IllegalStateException e) {
            return of(System.out);
        }
    }

    static Console of(PrintStream stream) {
        Charset encoding = Charset.defaultCharset();
        return new Console(null, new PrintWriter(stream, true, encoding), encoding, false);
    }

    static Console of(Terminal terminal) {
        boolean styled = System.getenv("NO_COLOR") == null;
        return new Console(terminal, terminal.writer(), terminal.encoding(), styled);
    }

    /** The terminal; empty when there is none, and so nobody to ask. */
    Optional<Terminal> terminal() {
        return Optional.ofNullable(terminal);
    }

    /** Columns of a line. */
    int width() {
        return terminal == null || terminal.getWidth() <= 0 ? PLAIN_WIDTH : terminal.getWidth();
    }

    /** Lines of a page. */
    int height() {
        return terminal == null || terminal.getHeight() <= 0 ? PLAIN_HEIGHT : terminal.getHeight();
    }

    /** Whether lines and bars can be drawn. */
    boolean isUnicode() {
        return unicode;
    }

    /** Prints a line, in place of the status. */
    synchronized void say(AttributedString line) {
        clearStatus();
        out.println(styled ? line.toAnsi(terminal) : line.toString());
        out.flush();
    }

    /** Prints a text in as many lines as it takes. */
    void say(String text) {
        text.lines()
                .forEach(line -> Columns.wrap("", Columns.words(line), width()).forEach(this::say));
        if (text.isEmpty()) {
            say(AttributedString.EMPTY);
        }
    }

    /** Prints a heading with an empty line before it. */
    void heading(String text) {
        say("");
        say(new AttributedString(text, AttributedStyle.BOLD));
    }

    /** Shows a line that the next one replaces. Nothing happens without a terminal. */
    synchronized void status(AttributedString line) {
        if (terminal != null) {
            out.print(CLEAR_LINE);
            out.print(styled ? line.toAnsi(terminal) : line.toString());
            out.flush();
            statusShown = true;
        }
    }

    /** Takes the status away. */
    synchronized void clearStatus() {
        if (statusShown) {
            out.print(CLEAR_LINE);
            out.flush();
            statusShown = false;
        }
    }

    /** Prints a last line in place of the status, while the JVM ends: the terminal may be closed already. */
    void farewell(String line) {
        System.out.println(terminal == null ? line : CLEAR_LINE + line);
    }

    @Override
    public synchronized void close() throws IOException {
        clearStatus();
        if (terminal != null) {
            terminal.close();
        }
    }
}
