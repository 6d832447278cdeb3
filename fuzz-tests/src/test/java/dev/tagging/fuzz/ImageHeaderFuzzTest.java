package dev.tagging.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tagging.image.ImageContent;
import dev.tagging.image.Orientation;
import dev.tagging.image.UnreadableImageException.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
class ImageHeaderFuzzTest {

    private static final int CUTS = 8;

    /** An image's header says something possible, and the beginning of an image says the same or that it is cut off. */
    @FuzzTest
    void anyFileIsReadWithinLimitsOrRefused(byte[] file) {
        ImageContent image = Outcome.ofReading(file).image();
        if (image == null) {
            return;
        }

        assertThat(image.size()).isEqualTo(file.length);
        assertThat(image.width()).isPositive();
        assertThat(image.height()).isPositive();
        assertThat((long) image.width() * image.height()).isLessThanOrEqualTo(Outcome.LIMITS.maxPixels());
        assertThat(image.orientation().exif()).isBetween(1, 8);
        assertThat((long) image.orientedWidth() * image.orientedHeight())
                .isEqualTo((long) image.width() * image.height());
        for (int cut = 0; cut < CUTS; cut++) {
            saysTheSameOrIsCutOff(Arrays.copyOf(file, (int) ((long) file.length * cut / CUTS)), image);
        }
        saysTheSameOrIsCutOff(Arrays.copyOf(file, file.length - 1), image);
    }

    private static void saysTheSameOrIsCutOff(byte[] beginning, ImageContent whole) {
        Outcome outcome = Outcome.ofReading(beginning);
        ImageContent image = outcome.image();
        if (image == null) {
            assertThat(outcome.reason())
                    .as("of %d bytes of %s", beginning.length, whole)
                    .isEqualTo(beginning.length == 0 ? Reason.EMPTY : Reason.TRUNCATED);
        } else {
            assertThat(image.format()).isEqualTo(whole.format());
            assertThat(image.width()).isEqualTo(whole.width());
            assertThat(image.height()).isEqualTo(whole.height());
            assertThat(image.orientation()).isIn(whole.orientation(), Orientation.NORMAL);
        }
    }
}
