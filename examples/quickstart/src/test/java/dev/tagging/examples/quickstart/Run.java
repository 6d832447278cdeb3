package dev.tagging.examples.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * One run of the program and what it said.
 *
 * @param out the lines of its output
 * @param errors what went to the standard error
 */
record Run(int exitCode, List<String> out, String errors) {

    /** Runs it in this JVM, without a terminal. */
    static Run with(String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = Console.of(new PrintStream(out, true, Charset.defaultCharset()));
        return with(console, out, options);
    }

    /** Runs it in this JVM. */
    static Run with(Console console, ByteArrayOutputStream out, String... options) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int exitCode = new Quickstart(console, new PrintStream(errors, true, Charset.defaultCharset()), new Resources())
                .run(properties(options));
        return new Run(
                exitCode,
                out.toString(Charset.defaultCharset()).lines().toList(),
                errors.toString(Charset.defaultCharset()));
    }

    /** Runs it as the launcher does, in a JVM with little memory. */
    static Run forked(String... options) throws Exception {
        Properties properties = properties(options);
        properties.setProperty("java.home", System.getProperty("java.home"));
        Process process =
                new ProcessBuilder(Launcher.command(System.getProperty("java.class.path"), properties)).start();
        process.getOutputStream().close();
        Callable<String> errors = () -> new String(process.getErrorStream().readAllBytes(), Charset.defaultCharset());
        FutureTask<String> pending = new FutureTask<>(errors);
        new Thread(pending).start();
        List<String> out = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset())
                .lines()
                .toList();
        return new Run(process.waitFor(), out, pending.get());
    }

    /** The line that says how many images were tagged; empty when there was nothing to do. */
    String summary() {
        return out.stream()
                .filter(line -> line.startsWith("Tagged "))
                .findFirst()
                .orElse("");
    }

    /** The line that begins with a name, as in a table; empty when there is none. */
    String row(String name) {
        return out.stream()
                .filter(line -> line.startsWith("  " + name + " "))
                .map(line -> line.substring(name.length() + 2).strip())
                .findFirst()
                .orElse("");
    }

    /** The lines below a heading, up to the next empty one. */
    List<String> section(String heading) {
        int from = out.indexOf(heading) + 1;
        return from == 0
                ? List.of()
                : out.subList(from, out.size()).stream()
                        .takeWhile(line -> !line.isEmpty())
                        .toList();
    }

    static String option(String name, Path value) {
        return name + "=" + value;
    }

    private static Properties properties(String... options) {
        Properties properties = new Properties();
        for (String option : options) {
            int equals = option.indexOf('=');
            properties.setProperty(option.substring(0, equals), option.substring(equals + 1));
        }
        return properties;
    }
}
