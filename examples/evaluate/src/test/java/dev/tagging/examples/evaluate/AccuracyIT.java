package dev.tagging.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagging.TaggingPolicy;
import dev.tagging.vocabulary.CategoryVocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people get from small local models together with the pixels. The photos lie beside the project, never inside it. */
class AccuracyIT {

    private static final Path TEST_DATA = Path.of("../../../shared/testdata");

    @Test
    void four_of_five_shown_tags_are_right_and_most_main_objects_are_found() throws Exception {
        assumeTrue(Files.exists(TEST_DATA), () -> "skipped: no photos at " + TEST_DATA);
        Options options = options();
        Truth truth = Truth.read(options.truth(), options.photos());
        Judge judge = new Judge(WordRelations.builtIn(), truth);

        CandidateResult together = examine(options, truth, judge);

        assertThat(together.photos()).hasSize(38);
        assertThat(Score.of(together, judge).precision()).isGreaterThanOrEqualTo(0.80);
        assertThat(Score.mainObjects(together, judge).recall()).isGreaterThanOrEqualTo(0.60);
    }

    private static Options options() throws CannotRunException {
        Properties properties = new Properties();
        properties.setProperty("photos", TEST_DATA.resolve("photos").toString());
        properties.setProperty("truth", TEST_DATA.resolve("photos.csv").toString());
        properties.setProperty("providers", "pixels,djl");
        properties.setProperty("djl.threads", "1"); // those that wait for each other lose to whatever else runs
        properties.setProperty(
                "model",
                Stream.of("mobilenetv2-12-w8.onnx", "yolox_nano.onnx", "squeezenet_places365.onnx")
                        .map(model -> TEST_DATA.resolve("models").resolve(model).toString())
                        .collect(Collectors.joining(",")));
        return Options.parse(properties);
    }

    private static CandidateResult examine(Options options, Truth truth, Judge judge) throws CannotRunException {
        Examination examination =
                new Examination(truth, judge, TaggingPolicy.defaults(), CategoryVocabulary.builtIn(), progress -> {});
        List<CandidateResult> results = new ArrayList<>();
        for (String name : options.providers()) {
            try (Candidate candidate = Candidate.open(name, options)) {
                results.add(examination.examine(candidate));
            }
        }
        return examination.together(results);
    }
}
