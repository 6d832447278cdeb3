package dev.tagging.examples.quickstart;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Starts {@link Quickstart} from Maven in a JVM of its own, with the terminal and the properties of {@code mvn}: its heap is its
 * own, its exit code becomes Maven's, and Maven does not end before it, so that nothing stays behind after Ctrl-C.
 */
public final class Launcher {

    private static final String HEAP = "quickstart.heap";
    private static final long LONGEST_STOP = 60;

    private Launcher() {}

    /** Runs in Maven's JVM. */
    public static void main(String[] args) throws IOException, InterruptedException, URISyntaxException {
        ProcessBuilder builder = new ProcessBuilder(command(classPath(), System.getProperties())).inheritIO();
        useUtf8(builder.environment(), System.getProperties());
        Process process = builder.start();
        Thread hook = new Thread(() -> stop(process), "quickstart-launcher");
        Runtime.getRuntime().addShutdownHook(hook);
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            // Not as an exception: what went wrong has been said, and Maven would bury it.
            Runtime.getRuntime().exit(exitCode);
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    static List<String> command(String classPath, Properties properties) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(properties.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + properties.getProperty(HEAP, "512m"),
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
        forwarded(properties).forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", classPath, Quickstart.class.getName()));
        return command;
    }

    /** The program's own properties and those of the chosen providers, but nothing else that Maven was told. */
    static Map<String, String> forwarded(Properties properties) {
        List<String> providers = Options.providers(properties);
        Map<String, String> forwarded = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (Options.NAMES.contains(name)
                    || providers.stream().anyMatch(provider -> name.startsWith(provider + "."))) {
                forwarded.put(name, properties.getProperty(name));
            }
        }
        return forwarded;
    }

    /**
     * In the locale "C", which containers like, Java cannot open files with names beyond ASCII. The locale "C.UTF-8" is as
     * neutral and can.
     */
    static void useUtf8(Map<String, String> environment, Properties properties) {
        boolean linux = properties.getProperty("os.name", "").startsWith("Linux");
        boolean ascii = properties.getProperty("sun.jnu.encoding", "").startsWith("ANSI");
        if (linux && ascii) {
            environment.put("LC_ALL", "C.UTF-8");
        }
    }

    private static String classPath() throws URISyntaxException {
        List<String> entries = new ArrayList<>();
        if (Launcher.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL url : loader.getURLs()) {
                entries.add(Path.of(url.toURI()).toString());
            }
        } else {
            entries.addAll(Arrays.asList(System.getProperty("java.class.path").split(java.io.File.pathSeparator)));
        }
        return entries.stream().collect(Collectors.joining(java.io.File.pathSeparator));
    }

    /** The program has heard of Ctrl-C too; it hears of nothing when only Maven is ended. */
    private static void stop(Process process) {
        process.destroy();
        try {
            process.waitFor(LONGEST_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
