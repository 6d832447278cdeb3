package dev.tagging.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.ProviderPlan;
import dev.tagging.SearchHit;
import dev.tagging.TagName;
import dev.tagging.Tagging;
import dev.tagging.UserId;
import dev.tagging.postgres.JdbcPersistence;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import javax.sql.DataSource;

/** A day of a host, in short: what the library does has been done once. */
final class RoundTrip {

    private static final UserId ANN = UserId.of("ann");
    private static final int IMAGES = 20;

    private RoundTrip() {}

    /** Registers, tags, has a worker tag, searches, joins transactions of the host, and removes. */
    static void through(DataSource dataSource) throws SQLException {
        JdbcPersistence jdbc = JdbcPersistence.create(dataSource);
        try (Tagging tagging = Tagging.builder()
                .persistence(jdbc)
                .images((image, wanted) -> redPicture())
                .pipeline("main", ProviderPlan.provider("pixels"))
                .build()) {
            for (int number = 1; number <= IMAGES; number++) {
                tagging.catalog().register(NewImage.of(ImageId.of(number), "beach_%02d.jpg".formatted(number)));
            }
            tagging.tags().add(ImageId.of(1), "sunset", ANN);
            tagging.tags().add(ImageId.of(2), "sunset", ANN);
            tagging.tags().remove(ImageId.of(2), "sunset", ANN);
            tagging.start();
            tagging.drain(Duration.ofMinutes(1));

            assertThat(tagging.stats().open()).isZero();
            assertThat(tagging.stats().pipelines().values())
                    .allSatisfy(stats -> assertThat(stats.failed()).isZero());
            assertThat(find(tagging, "sunset beach")).containsExactly("1");
            assertThat(find(tagging, "tag:red category:color source:ai -sunset"))
                    .hasSize(IMAGES - 1);
            joins(dataSource, jdbc, tagging);
            assertThat(tagging.tags().find(TagName.of("red")).orElseThrow().usageCount())
                    .isEqualTo(IMAGES);
            tagging.catalog().remove(ImageId.of(1));
            assertThat(find(tagging, "sunset")).isEmpty();
        }
    }

    private static void joins(DataSource dataSource, JdbcPersistence jdbc, Tagging tagging) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            jdbc.join(connection, () -> {
                tagging.catalog().register(NewImage.of("kept", "mountain.jpg"));
                tagging.tags().add(ImageId.of("kept"), "snow", ANN);
                assertThat(find(tagging, "snow mountain")).containsExactly("kept");
            });
            assertThat(find(tagging, "snow")).as("seen from outside").isEmpty();
            connection.commit();
            jdbc.join(connection, () -> tagging.tags().add(ImageId.of("kept"), "lost", ANN));
            connection.rollback();
            connection.setAutoCommit(true);
        }
        assertThat(find(tagging, "snow")).containsExactly("kept");
        assertThat(find(tagging, "lost")).isEmpty();
        tagging.catalog().remove(ImageId.of("kept"));
    }

    private static List<String> find(Tagging tagging, String query) {
        return tagging.search().search(query).hits().stream()
                .map(SearchHit::image)
                .map(image -> image.id().value())
                .toList();
    }

    private static InputStream redPicture() {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            picture.setRGB(i % 64, i / 64, 0xE01010);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(out.toByteArray());
    }
}
