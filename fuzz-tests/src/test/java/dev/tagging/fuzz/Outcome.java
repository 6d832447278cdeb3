package dev.tagging.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tagging.image.ImageContent;
import dev.tagging.image.ImageLimits;
import dev.tagging.image.UnreadableImageException;
import dev.tagging.image.UnreadableImageException.Reason;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of reading a file: an image, or the reason why there is none. Anything else that is thrown, and any excess of
 * memory, fails the test.
 *
 * @param image null when {@code reason} is not
 */
record Outcome(@Nullable ImageContent image, @Nullable Reason reason) {

    static final ImageLimits LIMITS = new ImageLimits(100_000, 1_000_000);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** For exceptions, and for what the fuzzer records of every comparison. */
    private static final long ALLOWANCE = 1_000_000;

    private static final long MEMORY_PER_BYTE = 1_000;

    static Outcome ofReading(byte[] file) {
        return within(ALLOWANCE + MEMORY_PER_BYTE * file.length, () -> of(() -> ImageContent.of(file, LIMITS)));
    }

    /** The picture, or nothing where {@code decoding} says that it cannot be had. */
    static <T> Optional<T> ofDecoding(long memory, Supplier<T> decoding) {
        return within(memory, () -> {
            try {
                return Optional.of(decoding.get());
            } catch (UnreadableImageException e) {
                check(e);
                return Optional.empty();
            }
        });
    }

    private static Outcome of(Supplier<ImageContent> reading) {
        try {
            return new Outcome(reading.get(), null);
        } catch (UnreadableImageException e) {
            check(e);
            return new Outcome(null, e.reason());
        }
    }

    private static void check(UnreadableImageException e) {
        assertThat(e.reason()).isNotNull();
        assertThat(e.getMessage()).hasSizeBetween(1, 300);
    }

    /** Work that takes too much is done again: the first time may have loaded classes, which the fuzzer rewrites. */
    private static <T> T within(long memory, Supplier<T> work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        T result = work.get();
        if (THREADS.getCurrentThreadAllocatedBytes() - before > memory) {
            before = THREADS.getCurrentThreadAllocatedBytes();
            result = work.get();
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("allocated bytes")
                    .isLessThanOrEqualTo(memory);
        }
        return result;
    }
}
