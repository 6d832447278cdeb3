package dev.tagging.provider.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagging.provider.pixels.ColorReport.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Photos that people described lie beside the project, never inside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColorAccuracyIT {

    private static final Path TEST_DATA = Path.of("../../shared/testdata");

    private List<LabelledPhoto> photos = List.of();

    @BeforeAll
    void readPhotos() throws IOException {
        Path truth = TEST_DATA.resolve("photos.csv");
        assumeTrue(Files.exists(truth), () -> "skipped: no labelled photos at " + TEST_DATA);
        photos = LabelledPhoto.read(TEST_DATA.resolve("photos"), truth);
    }

    @Test
    void findsMostColoursThatPeopleWroteDown() {
        Score score = new ColorReport(photos).shipped();

        assertThat(score.found()).isGreaterThanOrEqualTo(70);
        assertThat(score.correct()).isGreaterThanOrEqualTo(55);
    }

    @Test
    void doesNearlyAsWellOnPhotosItWasNotFittedTo() {
        Score score = new ColorReport(photos).leaveOneOut();

        assertThat(score.found()).isGreaterThanOrEqualTo(65);
        assertThat(score.correct()).isGreaterThanOrEqualTo(55);
    }

    @Test
    void tellsTheShapeOfEveryPhoto() {
        assertThat(photos).allMatch(ColorReport::isShapeRight);
    }
}
