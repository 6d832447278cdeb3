package dev.tagging.examples.quickstart;

import dev.tagging.TaggingServices;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** A prompt for queries. Ends with {@code quit}, Ctrl-D, or Ctrl-C on an empty line. */
final class SearchShell {

    private static final String PROMPT = "search> ";

    /** What can be asked, and what it means. */
    private static final String[][] SYNTAX = {
        {"beach sunset", "photos with both words, in a tag or in the name"},
        {"beach OR lake", "with one of them"},
        {"-crowd", "without"},
        {"\"golden retriever\"", "these words side by side"},
        {"sun*", "words that begin so"},
        {"tag:blue", "exactly this tag"},
        {"category:color", "any tag of this category; others are scene, object and attribute"},
        {"source:ai", "any tag of this source; the other is user"},
    };

    private final TaggingServices library;
    private final Console console;
    private final Terminal terminal;
    private final SearchView view;

    /** What can be typed besides queries. */
    enum Command {
        HELP("what can be searched for"),
        MORE("the next page of the answer"),
        TAGS("the most popular tags"),
        QUIT("ends the program");

        private final String help;

        Command(String help) {
            this.help = help;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        String help() {
            return help;
        }

        static Optional<Command> of(String line) {
            String word = line.equals("exit") || line.equals("q") ? "quit" : line.equals("?") ? "help" : line;
            return Arrays.stream(values())
                    .filter(command -> command.word().equals(word))
                    .findFirst();
        }
    }

    SearchShell(TaggingServices library, Console console, Terminal terminal) {
        this.library = library;
        this.console = console;
        this.terminal = terminal;
        this.view = new SearchView(library, console);
    }

    /** Reads queries and answers them until the person has had enough. */
    void run() {
        console.say("");
        console.say("Type what to search for. Tab completes tags, help explains, quit ends.");
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(QueryLine.PARSER)
                .completer(new TagCompleter(library.tags()))
                .completionMatcher(new TagCompleter.Matcher())
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.INSERT_TAB, false)
                .variable(LineReader.LIST_MAX, 50)
                .build();
        Attributes before = withoutInterrupt();
        try {
            readInterruptAsKey(reader);
            boolean going = true;
            while (going) {
                going = answer(reader);
            }
        } finally {
            terminal.setAttributes(before);
        }
    }

    private boolean answer(LineReader reader) {
        String line;
        try {
            line = reader.readLine(prompt()).strip();
        } catch (EndOfFileException e) {
            return false;
        } catch (UserInterruptException e) {
            return !e.getPartialLine().isBlank();
        }
        Optional<Command> command = Command.of(line);
        if (command.isPresent()) {
            return run(command.get());
        }
        if (!line.isEmpty()) {
            view.ask(line, pageSize());
            hint();
        }
        return true;
    }

    private boolean run(Command command) {
        switch (command) {
            case HELP -> help();
            case TAGS -> new Report(console).popularTags(library);
            case MORE -> {
                if (view.hasMore()) {
                    view.more();
                    hint();
                } else {
                    console.say("That was all.");
                }
            }
            case QUIT -> {
                return false;
            }
        }
        return true;
    }

    private void hint() {
        if (view.hasMore()) {
            console.say(new AttributedString("  type more for the next page", AttributedStyle.DEFAULT.faint()));
        }
    }

    private void help() {
        Columns syntax = new Columns(console);
        for (String[] example : SYNTAX) {
            syntax.add(example[0], example[1]);
        }
        Columns commands = new Columns(console);
        for (Command command : Command.values()) {
            commands.add(command.word(), command.help());
        }
        console.heading("What to search for");
        syntax.lines().forEach(console::say);
        console.heading("Commands; in quotes, they are words to search for");
        commands.lines().forEach(console::say);
        console.say("");
    }

    /** Rows of which most take two lines. */
    private int pageSize() {
        return Math.max(5, Math.min(50, (console.height() - 6) / 2));
    }

    private String prompt() {
        return new AttributedString(PROMPT, AttributedStyle.BOLD).toAnsi(terminal);
    }

    /**
     * While lines are read, Ctrl-C is a key like others and no signal: a signal would reach all programs of the terminal, and
     * take down the Maven that started this one.
     */
    private Attributes withoutInterrupt() {
        Attributes before = terminal.getAttributes();
        Attributes attributes = new Attributes(before);
        attributes.setControlChar(ControlChar.VINTR, 0);
        terminal.setAttributes(attributes);
        return before;
    }

    private static void readInterruptAsKey(LineReader reader) {
        reader.getWidgets().put("interrupt", () -> {
            throw new UserInterruptException(reader.getBuffer().toString());
        });
        Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN))
                .bind(new Reference("interrupt"), KeyMap.ctrl('C'));
    }
}
