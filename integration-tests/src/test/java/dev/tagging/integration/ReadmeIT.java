package dev.tagging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.tck.PostgresDatabase;
import dev.tagging.tck.PostgresServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the README tells a host to do, with the README's own words. */
class ReadmeIT {

    private static final Pattern FIRST_SNIPPET = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void the_embedding_example_compiles_and_finds_its_image() throws Exception {
        Path photos = Files.createDirectory(directory.resolve("photos"));
        Path classes = Files.createDirectory(directory.resolve("classes"));
        ImageIO.write(picture(), "jpg", photos.resolve("beach_sunset.jpg").toFile());
        String snippet = snippet(readme());

        compile(snippet, classes);
        String output;
        try (PostgresDatabase database = PostgresServer.newDatabase()) {
            output = run(classes, database.dataSource(5), photos);
        }

        assertThat(snippet.lines().count()).as("lines of the example").isLessThanOrEqualTo(14);
        assertThat(output).contains("beach_sunset.jpg").contains("vacation").contains("name=blue");
    }

    private static String readme() throws Exception {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("README.md"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no README.md above");
        }
        return Files.readString(folder.resolve("README.md"));
    }

    private static String snippet(String readme) {
        Matcher matcher = FIRST_SNIPPET.matcher(readme);
        assertThat(matcher.find()).as("the README has a Java example").isTrue();
        return matcher.group(1);
    }

    private static BufferedImage picture() {
        BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(20, 70, 220));
        graphics.fillRect(0, 0, 640, 480);
        graphics.dispose();
        return image;
    }

    private static void compile(String snippet, Path classes) {
        String source =
                """
                import dev.tagging.*;
                import dev.tagging.postgres.*;
                import java.nio.file.*;
                import java.time.*;
                import javax.sql.DataSource;

                public class Host {
                    public static void run(DataSource dataSource, Path photos) throws Exception {
                %s
                    }
                }
                """
                        .formatted(snippet);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        boolean compiled = compiler.getTask(
                        null,
                        null,
                        diagnostics,
                        List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(source)))
                .call();
        assertThat(compiled).as(diagnostics.getDiagnostics().toString()).isTrue();
    }

    private static String run(Path classes, DataSource dataSource, Path photos) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
            System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
            loader.loadClass("Host")
                    .getMethod("run", DataSource.class, Path.class)
                    .invoke(null, dataSource, photos);
        } finally {
            System.setOut(before);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Host.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
