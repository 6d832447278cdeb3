package dev.tagging.provider.pixels;

import dev.tagging.spi.ProviderSettings;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Processor time per photo, decoding and tagging apart, after a warm-up; other work on the machine does not count. */
final class Timing {

    private static final int ROUNDS = 4;

    private Timing() {}

    static void print(List<LabelledPhoto> photos, PrintStream out) {
        try (var provider = new PixelsProviderFactory().create(ProviderSettings.of("pixels", Map.of()))) {
            long decoding = 0;
            long tagging = 0;
            for (int round = 0; round < ROUNDS; round++) {
                decoding = 0;
                tagging = 0;
                for (LabelledPhoto photo : photos) {
                    long start = cpuTime();
                    PixelsProvider.picture(photo.image());
                    long decoded = cpuTime();
                    provider.analyzeImage(photo.image(), new TestContext(20));
                    long tagged = cpuTime();
                    decoding += decoded - start;
                    tagging += tagged - decoded - (decoded - start);
                }
            }
            out.printf(
                    Locale.ROOT,
                    "%.1f ms of processor time a photo: decoding %.1f, tagging %.1f%n",
                    (decoding + tagging) / 1e6 / photos.size(),
                    decoding / 1e6 / photos.size(),
                    tagging / 1e6 / photos.size());
        }
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
