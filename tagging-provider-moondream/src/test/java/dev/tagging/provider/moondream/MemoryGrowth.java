package dev.tagging.provider.moondream;

import dev.tagging.image.ImageContent;
import dev.tagging.provider.djl.DjlProviderFactory;
import dev.tagging.provider.moondream.vlm.GeneratedModel;
import dev.tagging.provider.moondream.vlm.TestImages;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.ProviderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whether the process grows while it tags. Prints its resident memory after 100 images to warm up and after every 100 of the
 * next 1,000, and fails when it has grown by more than 5 %. Linux only.
 *
 * <pre>{@code
 * mvn -q -Pmemory -pl tagging-provider-moondream -am process-test-classes
 * }</pre>
 *
 * <p>With {@code -Dprovider=smolvlm}, or with {@code -Dprovider=djl -Dmodel=dir}; {@code -Dmemory.photos=dir} for real images.
 */
final class MemoryGrowth {

    private static final int WARM_UP = 100;
    private static final int IMAGES = 1_000;
    private static final double LIMIT = 1.05;

    private MemoryGrowth() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("memory");
        List<ImageContent> images = images();
        try (AiTaggingProvider provider = provider(directory)) {
            tag(provider, images, WARM_UP);
            long before = residentKilobytes();
            System.out.printf("after %d images: %d kB%n", WARM_UP, before);
            for (int i = 0; i < IMAGES; i += 100) {
                tag(provider, images, 100);
                System.out.printf("after %d more: %d kB%n", i + 100, residentKilobytes());
            }
            double growth = (double) residentKilobytes() / before;
            System.out.printf("growth: %.1f %%%n", 100 * (growth - 1));
            if (growth > LIMIT) {
                throw new AssertionError("grown by more than 5 %");
            }
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A provider with a small model made for it, or the classifiers of a directory. */
    private static AiTaggingProvider provider(Path directory) throws IOException {
        String name = System.getProperty("provider", "");
        if (name.equals("djl")) {
            Map<String, String> settings = Map.of("model", System.getProperty("model", ""), "threads", "1");
            return new DjlProviderFactory().create(ProviderSettings.of(name, settings));
        }
        if (name.equals("smolvlm")) {
            GeneratedModel.smolVlm(directory);
        } else {
            GeneratedModel.moondream(directory);
        }
        return Analyses.moondream(
                Map.of("model", directory.toString(), "verification", "2", "threads", "1", "max-tokens", "24"));
    }

    private static List<ImageContent> images() throws IOException {
        List<ImageContent> images = new ArrayList<>();
        String photos = System.getProperty("photos", "");
        if (photos.isEmpty()) {
            for (int i = 0; i < 20; i++) {
                images.add(TestImages.png(400 + 40 * i, 300, i));
            }
            return images;
        }
        try (Stream<Path> files = Files.list(Path.of(photos))) {
            for (Path file : files.sorted().toList()) {
                images.add(ImageContent.of(Files.readAllBytes(file)));
            }
        }
        return images;
    }

    private static void tag(AiTaggingProvider provider, List<ImageContent> images, int count) {
        for (int i = 0; i < count; i++) {
            provider.analyzeImage(images.get(i % images.size()), Analyses.context());
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
