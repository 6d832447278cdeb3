package dev.tagging.provider.pixels;

import dev.tagging.spi.ProviderSettings;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Time per photo, decoding and tagging apart, after a warm-up. */
final class Timing {

    private static final int ROUNDS = 4;

    private Timing() {}

    static void print(List<LabelledPhoto> photos, PrintStream out) {
        try (var provider = new PixelsProviderFactory().create(ProviderSettings.of("pixels", Map.of()))) {
            long decoding = 0;
            long all = 0;
            for (int round = 0; round < ROUNDS; round++) {
                decoding = 0;
                all = 0;
                for (LabelledPhoto photo : photos) {
                    long start = System.nanoTime();
                    PixelsProvider.picture(photo.image());
                    long decoded = System.nanoTime();
                    provider.analyzeImage(photo.image(), new TestContext(20));
                    decoding += decoded - start;
                    all += System.nanoTime() - decoded;
                }
            }
            out.printf(
                    Locale.ROOT,
                    "%.1f ms a photo, of which decoding %.1f ms%n",
                    all / 1e6 / photos.size(),
                    decoding / 1e6 / photos.size());
        }
    }
}
