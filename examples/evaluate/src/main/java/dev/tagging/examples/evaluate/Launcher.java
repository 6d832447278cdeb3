package dev.tagging.examples.evaluate;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Starts {@link Evaluate} from Maven in a JVM of its own, with the properties of {@code mvn}, so that nothing but the providers
 * is measured. Its exit code becomes Maven's.
 */
public final class Launcher {

    private static final String HEAP = "evaluate.heap";

    private Launcher() {}

    /** Runs in Maven's JVM. */
    public static void main(String[] args) throws IOException, InterruptedException, URISyntaxException {
        Process process = new ProcessBuilder(command(classPath(), System.getProperties()))
                .inheritIO()
                .start();
        Thread hook = new Thread(process::destroy, "evaluate-launcher");
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
                "-Xmx" + properties.getProperty(HEAP, "1g"),
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
        forwarded(properties).forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", classPath, Evaluate.class.getName()));
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

    private static String classPath() throws URISyntaxException {
        if (!(Launcher.class.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        List<String> entries = new ArrayList<>();
        for (URL url : loader.getURLs()) {
            entries.add(Path.of(url.toURI()).toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
