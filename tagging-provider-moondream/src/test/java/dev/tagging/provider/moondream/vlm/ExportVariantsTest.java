package dev.tagging.provider.moondream.vlm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.image.ImageContent;
import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.provider.moondream.vlm.ModelShape.Export;
import dev.tagging.provider.moondream.vlm.OnnxGraph.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One model exported in every way: what is said does not depend on how. */
class ExportVariantsTest {

    private static final String QUESTION = "What is this?";
    private static final int TOKENS = 24;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("models")
    void allExportsWithTheSameCacheGiveTheSameAnswer(ModelShape shape, boolean split) throws IOException {
        ImageContent image = TestImages.png(150, 100, 1);

        for (boolean half : new boolean[] {false, true}) {
            List<List<Integer>> answers = new ArrayList<>();
            for (Export export : exports(half)) {
                try (VisionLanguageModel model = load(shape.with(export))) {
                    answers.add(model.generate(image, split, QUESTION, TOKENS, StopSignal.NEVER));
                }
            }

            assertThat(answers.get(0)).isNotEmpty();
            assertThat(answers).containsOnly(answers.get(0));
        }
    }

    @ParameterizedTest
    @MethodSource({"models", "modelsOfOtherDimensions"})
    void questionsOnAnImageLookedAtOnceGetTheAnswersOfAFreshStart(ModelShape shape, boolean split) throws IOException {
        ImageContent image = TestImages.png(90, 130, 2);
        for (Export export : List.of(
                exports(false).get(0), exports(false).get(3), exports(true).get(0), Export.HALF)) {
            try (VisionLanguageModel model = load(shape.with(export));
                    LookedAtImage looked = model.look(image, split, StopSignal.NEVER)) {
                for (String question : List.of(QUESTION, "Is there a dog?", QUESTION)) {
                    long[] tokens = model.prompt().question(question);

                    List<Integer> again = model.generate(looked.ask(tokens, TOKENS), TOKENS, StopSignal.NEVER);

                    assertThat(again)
                            .as("%s, %s", export, question)
                            .isEqualTo(model.generate(image, split, question, TOKENS, StopSignal.NEVER));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void fourBitWeightsAnswerFromTheCacheAsFromAFreshStart(ModelShape shape, boolean split) throws IOException {
        ImageContent image = TestImages.png(64, 64, 3);
        try (VisionLanguageModel model = load(shape.withTextWeights(Weights.Q4));
                LookedAtImage looked = model.look(image, split, StopSignal.NEVER)) {

            List<Integer> again =
                    model.generate(looked.ask(model.prompt().question(QUESTION), TOKENS), TOKENS, StopSignal.NEVER);

            assertThat(again).isEqualTo(model.generate(image, split, QUESTION, TOKENS, StopSignal.NEVER));
        }
    }

    private VisionLanguageModel load(ModelShape shape) throws IOException {
        Path target = directory.resolve(shape.export().toString() + shape.textWeights() + shape.isMoondream());
        ModelDirectory model = GeneratedModel.write(shape, target);
        return VisionLanguageModel.load(new ModelOptions(model, Quantization.AUTOMATIC, 1));
    }

    private static List<Export> exports(boolean half) {
        return List.of(
                new Export(half, false, false, false),
                new Export(half, true, false, false),
                new Export(half, false, true, false),
                new Export(half, true, true, false));
    }

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of(Named.of("Moondream", ModelShape.smallMoondream()), false),
                Arguments.of(Named.of("SmolVLM", ModelShape.smallSmolVlm()), false),
                Arguments.of(Named.of("SmolVLM, split", ModelShape.smallSmolVlm()), true));
    }

    static Stream<Arguments> modelsOfOtherDimensions() {
        return Stream.of(
                Arguments.of(Named.of("Moondream of other dimensions", ModelShape.otherMoondream()), false),
                Arguments.of(Named.of("SmolVLM of other dimensions, split", ModelShape.otherSmolVlm()), true));
    }
}
