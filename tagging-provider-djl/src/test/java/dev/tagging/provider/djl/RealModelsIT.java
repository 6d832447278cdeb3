package dev.tagging.provider.djl;

import static dev.tagging.provider.djl.Images.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.image.ImageContent;
import dev.tagging.provider.djl.runtime.SharedTestData;
import dev.tagging.spi.AiTag;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.ProviderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published models on real photographs, where {@code ../shared/testdata} has them. */
class RealModelsIT {

    /** A band of {@link dev.tagging.TaggingPolicy#defaults()} that people see. */
    private static final double SHOWN = 70;

    @ParameterizedTest
    @CsvSource({
        "mobilenetv2-12-w8.onnx,           kodim21.jpg, lighthouse",
        "mobilenetv2-12-w8.onnx,           usgov_16004479832.jpg, golden retriever",
        "mobilenetv2-12-w8.onnx,           oi_pets.jpg, dog",
        "mobilenetv2-12-int8-dynamic.onnx, max_pizza.jpg, pizza",
        "mobilenetv2-12-int8-dynamic.onnx, kodim23.jpg, parrot",
        "squeezenet1.0-fp16.onnx,          kodim21.jpg, lighthouse",
        "squeezenet1.0-fp16.onnx,          max_shuttle.jpg, space shuttle",
        "squeezenet_places365.onnx,        max_jockey.jpg, racecourse",
        "squeezenet_places365.onnx,        kodim21.jpg, outdoor",
        "yolox_nano.onnx,                  max_taxis.jpg, car",
        "yolox_nano.onnx,                  kodim15.jpg, person",
        "yolox_nano.onnx,                  sk_coffee.jpg, cup"
    })
    void sees_what_is_there(String model, String photo, String tag) throws IOException {
        try (AiTaggingProvider provider = open(SharedTestData.get("models/" + model))) {
            List<AiTag> tags = provider.analyzeImage(photo(photo), patiently()).tags();

            assertThat(tags).anySatisfy(found -> {
                assertThat(found.name()).isEqualTo(tag);
                assertThat(found.confidence()).isGreaterThanOrEqualTo(SHOWN);
            });
        }
    }

    @Test
    void sees_nothing_for_sure_where_no_class_fits() throws IOException {
        try (AiTaggingProvider provider = open(SharedTestData.get("models"))) {
            List<AiTag> tags = provider.analyzeImage(photo("sk_hubble_deep_field.jpg"), patiently())
                    .tags();

            assertThat(tags)
                    .filteredOn(tag -> Objects.requireNonNull(tag.confidence()) >= SHOWN)
                    .extracting(AiTag::name)
                    .isSubsetOf("outdoor");
        }
    }

    @Test
    void puts_objects_and_scenes_together() throws IOException {
        try (AiTaggingProvider provider = open(SharedTestData.get("models"))) {
            assertThat(provider.info().model())
                    .isEqualTo("mobilenetv2-12-w8+squeezenet1.0-fp16+squeezenet_places365+yolox_nano");

            assertThat(provider.analyzeImage(photo("max_jockey.jpg"), patiently())
                            .tags())
                    .extracting(AiTag::name)
                    .contains("horse", "person", "racecourse", "outdoor")
                    .doesNotHaveDuplicates();
        }
    }

    private static AiTaggingProvider open(Path model) {
        return new DjlProviderFactory().create(ProviderSettings.of("djl", Map.of("model", model.toString())));
    }

    private static ImageContent photo(String name) throws IOException {
        return ImageContent.of(Files.readAllBytes(SharedTestData.get("photos/" + name)));
    }
}
