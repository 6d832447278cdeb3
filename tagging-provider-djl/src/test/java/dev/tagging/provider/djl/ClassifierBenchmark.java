package dev.tagging.provider.djl;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tagging.image.ImageContent;
import dev.tagging.provider.djl.InputSpec.Channels;
import dev.tagging.provider.djl.InputSpec.Fit;
import dev.tagging.provider.djl.InputSpec.ShorterEdge;
import dev.tagging.provider.djl.InputSpec.Size;
import dev.tagging.provider.djl.runtime.OnnxRuntimes;
import dev.tagging.provider.djl.runtime.Resampler.Filter;
import dev.tagging.provider.djl.runtime.RgbImage;
import dev.tagging.provider.djl.runtime.SharedTestData;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.ProviderSettings;
import java.awt.Color;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Images a second of the provider against ONNX Runtime's bare session, interleaved image by image, so that both meet the same
 * weather. Twice: with the whole way from bytes to tags on both sides (the bare way decodes with the library, resizes and runs
 * the session), and with pictures that are as small as the model's input, where next to nothing but the session is left.
 *
 * <p>{@code mvn -q -Pdjl-benchmark -pl tagging-provider-djl -am test-compile}. {@code -Dbenchmark.model} names a mobilenetv2,
 * {@code -Dbenchmark.photos} a folder, {@code -Dbenchmark.threads} the threads of both sessions. With
 * {@code -Dbenchmark.cpu=true} and one thread its processor time is measured instead of the time on the wall, which on a busy
 * machine says more of the others than of oneself.
 */
public final class ClassifierBenchmark {

    private static final int WARM_UP = 20;
    private static final int ROUNDS = 60;
    private static final boolean CPU = Boolean.getBoolean("benchmark.cpu");

    private final AiTaggingProvider provider;
    private final OrtSession session;
    private final Preprocessing preprocessing;
    private final FloatBuffer input;

    private ClassifierBenchmark(AiTaggingProvider provider, OrtSession session) {
        this.provider = provider;
        this.session = session;
        InputSpec spec = new InputSpec(
                null,
                null,
                Fit.CROP,
                new ShorterEdge(256),
                Filter.BILINEAR,
                false,
                1 / 255f,
                new Channels(0.485f, 0.456f, 0.406f),
                new Channels(0.229f, 0.224f, 0.225f),
                0);
        this.preprocessing = new Preprocessing(spec, new Size(224, 224), false);
        this.input = ByteBuffer.allocateDirect(4 * 3 * 224 * 224)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    public static void main(String[] args) throws IOException, OrtException {
        Path model = place("benchmark.model", "models/mobilenetv2-12-w8.onnx");
        Path photos = place("benchmark.photos", "photos");
        String threads = System.getProperty("benchmark.threads", "1");
        ProviderSettings settings = ProviderSettings.of("djl", Map.of("model", model.toString(), "threads", threads));
        try (AiTaggingProvider provider = new DjlProviderFactory().create(settings);
                OrtSession session = OnnxRuntimes.openSession(model, Integer.parseInt(threads))) {
            ClassifierBenchmark benchmark = new ClassifierBenchmark(provider, session);
            benchmark.compare("photos, from bytes to tags", read(photos));
            benchmark.compareSessionAlone("pictures of 256 pixels, the bare session fed with ready numbers", small());
        }
    }

    private static Path place(String property, String shared) {
        String named = System.getProperty(property);
        return named == null ? SharedTestData.get(shared) : Path.of(named);
    }

    private void compare(String what, List<ImageContent> images) throws OrtException {
        long[] ours = new long[ROUNDS];
        long[] bare = new long[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            ImageContent image = images.get(Math.floorMod(i, images.size()));
            long start = now();
            provider.analyzeImage(image, Images.patiently());
            long middle = now();
            preprocessing.write(RgbImage.of(image.decode()), input);
            runBare();
            long end = now();
            record(ours, bare, i, start, middle, end);
        }
        report(what, ours, bare);
    }

    private void compareSessionAlone(String what, List<ImageContent> images) throws OrtException {
        long[] ours = new long[ROUNDS];
        long[] bare = new long[ROUNDS];
        preprocessing.write(RgbImage.of(images.get(0).decode()), input);
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long start = now();
            provider.analyzeImage(images.get(0), Images.patiently());
            long middle = now();
            runBare();
            long end = now();
            record(ours, bare, i, start, middle, end);
        }
        report(what, ours, bare);
    }

    private void runBare() throws OrtException {
        try (OnnxTensor tensor = OnnxTensor.createTensor(
                        OnnxRuntimes.environment(), input.rewind(), new long[] {1, 3, 224, 224});
                OrtSession.Result result = session.run(Map.of("input", tensor))) {
            ((OnnxTensor) result.get(0)).getFloatBuffer();
        }
    }

    private static void record(long[] ours, long[] bare, int i, long start, long middle, long end) {
        if (i >= 0) {
            ours[i] = middle - start;
            bare[i] = end - middle;
        }
    }

    private static long now() {
        return CPU ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** By medians: a machine that does other things as well has a long tail. */
    private static void report(String what, long[] ours, long[] bare) {
        Arrays.sort(ours);
        Arrays.sort(bare);
        double oursMillis = ours[ROUNDS / 2] / 1e6;
        double bareMillis = bare[ROUNDS / 2] / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%s: djl %.1f ms, bare %.1f ms an image; %.2f of the bare images a second%n",
                what,
                oursMillis,
                bareMillis,
                bareMillis / oursMillis);
    }

    private static List<ImageContent> read(Path folder) throws IOException {
        List<ImageContent> images = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                images.add(ImageContent.of(Files.readAllBytes(file)));
            }
        }
        return images;
    }

    private static List<ImageContent> small() {
        return List.of(Images.plain(Color.ORANGE, 256, 256));
    }
}
