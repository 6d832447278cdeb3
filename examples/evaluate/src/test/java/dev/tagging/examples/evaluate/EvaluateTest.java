package dev.tagging.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void paint() throws IOException {
        paint("red.png", Color.RED);
        paint("blue.png", Color.BLUE);
        Files.writeString(
                folder.resolve("photos.csv"),
                "file,objects,scene,colours,attributes\nred.png,<wall>,,red,indoor\nblue.png,sky,,blue;yellow,outdoor\n");
    }

    @Test
    void prints_the_table_and_writes_the_report() throws IOException {
        int exitCode =
                run("photos", folder.toString(), "report", folder.resolve("out").toString());

        assertThat(exitCode).as(text(errors)).isZero();
        assertThat(text(out))
                .contains("2 photos", "pixels", "Reliability of pixels")
                .containsPattern("color precision +100.0 %")
                .containsPattern("color recall +66.7 %")
                .containsPattern("main object found +0.0 %");
        assertThat(folder.resolve("out/summary.csv")).content().contains("color recall,66.7 %");
        assertThat(Csv.parse(Files.readString(folder.resolve("out/tags.csv"))))
                .contains(List.of("provider", "file", "tag", "category", "confidence", "band", "shown", "verdict"))
                .anySatisfy(row -> assertThat(row).contains("red.png", "red", "color", "RIGHT"));
        assertThat(folder.resolve("out/evaluation.html"))
                .content()
                .contains("data:image/jpeg;base64,", "&lt;wall&gt;", "class=\"tag right\"")
                .doesNotContain("<wall>");
    }

    @Test
    void compares_several_providers_and_all_of_them_together() {
        int exitCode = run(
                "photos",
                folder.toString(),
                "providers",
                "pixels,mock",
                "report",
                folder.resolve("out").toString());

        assertThat(exitCode).as(text(errors)).isZero();
        assertThat(text(out)).contains("pixels+mock");
    }

    @Test
    void says_which_providers_there_are() {
        int exitCode = run("photos", folder.toString(), "providers", "pixles");

        assertThat(exitCode).isEqualTo(2);
        assertThat(text(errors))
                .contains("There is no provider 'pixles', there are djl, mock, moondream, pixels, smolvlm");
    }

    @Test
    void passes_on_what_a_provider_says_of_its_settings() {
        int exitCode = run("photos", folder.toString(), "providers", "djl", "model", folder.toString());

        assertThat(exitCode).isEqualTo(2);
        assertThat(text(errors)).contains("holds no tagging-model.properties");
    }

    private int run(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return new Evaluate(stream(out), stream(errors)).run(properties);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void paint(String name, Color color) throws IOException {
        BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, 60, 40);
        graphics.dispose();
        ImageIO.write(image, "png", folder.resolve(name).toFile());
    }
}
