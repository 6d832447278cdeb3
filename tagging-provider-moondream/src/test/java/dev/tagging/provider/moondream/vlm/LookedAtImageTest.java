package dev.tagging.provider.moondream.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.provider.djl.runtime.ModelDirectory;
import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookedAtImageTest {

    private static final String LIST = "List the main objects in this image, separated by commas.";

    @TempDir
    private static Path directory;

    private static VisionLanguageModel model;

    @BeforeAll
    static void load() throws IOException {
        ModelDirectory files = GeneratedModel.smolVlm(directory);
        model = VisionLanguageModel.load(new ModelOptions(files, Quantization.AUTOMATIC, 1));
    }

    @AfterAll
    static void free() {
        model.close();
    }

    @Test
    void listsLowerCaseWordsOnlyWithProbabilities() throws IOException {
        List<ListedItem> items = new ArrayList<>();
        for (int seed = 0; items.size() < 5; seed++) {
            try (LookedAtImage looked = model.look(TestImages.png(64, 64, seed), false, StopSignal.NEVER)) {
                items.addAll(looked.list(LIST, 100));
            }
        }

        assertThat(items).allSatisfy(item -> {
            assertThat(item.text()).matches("[a-z][a-z' -]*");
            assertThat(item.evidence().mean()).isBetween(item.evidence().least(), 1.0);
            assertThat(item.evidence().first()).isBetween(item.evidence().least(), 1.0);
        });
    }

    @Test
    void questionsDoNotHearOfEachOther() throws IOException {
        try (LookedAtImage looked = model.look(TestImages.png(64, 64, 5), false, StopSignal.NEVER)) {
            List<ListedItem> first = looked.list(LIST, 48);
            looked.list("Is there a dog in this image? Answer yes or no.", 48);
            assertThat(looked.isTrue("Is there a dog in this image? Answer yes or no.")
                            .orElseThrow())
                    .isBetween(0.0, 1.0);

            assertThat(looked.list(LIST, 48)).isEqualTo(first);
        }
    }

    @Test
    void aQuestionWithoutRoomForAnAnswerIsRefused() throws IOException {
        String endless = "dog, ".repeat(2_000);
        try (LookedAtImage looked = model.look(TestImages.png(64, 64, 6), false, StopSignal.NEVER)) {
            assertThatThrownBy(() -> looked.list(endless, 48))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("2048");
            assertThatThrownBy(() -> looked.isTrue(endless)).isInstanceOf(Misconfigured.class);
        }
    }

    @Test
    void answersEndWhereTheModelsMemoryEnds() throws IOException {
        try (LookedAtImage looked = model.look(TestImages.png(64, 64, 7), false, StopSignal.NEVER)) {
            int prefix = 2_048 - model.prompt().question("").length - 24;
            String filling = "!".repeat(prefix - 2);

            assertThat(looked.list(filling, 10_000)).isNotNull();
        }
    }
}
