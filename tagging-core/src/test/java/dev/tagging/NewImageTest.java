package dev.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewImageTest {

    private static final NewImage BEACH = NewImage.of("42", "beach.jpg");

    @Test
    void idAndFilenameAreEnough() {
        assertThat(BEACH).isEqualTo(new NewImage(ImageId.of(42), "beach.jpg", null, null, null, null, null, null));
    }

    @Test
    void everyWithMethodReturnsAChangedCopy() {
        Instant then = Instant.parse("2025-01-01T00:00:00Z");

        NewImage full = BEACH.ownedBy("ann")
                .withContentType("image/jpeg")
                .withSize(640, 480)
                .withContentVersion("v1")
                .createdAt(then);

        assertThat(full)
                .isEqualTo(new NewImage(
                        ImageId.of(42), "beach.jpg", UserId.of("ann"), "image/jpeg", 640, 480, "v1", then));
        assertThat(BEACH.owner()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "C:\\photos\\beach (1).jpg", "photos/2025/été.png", "\uD83C\uDF89.gif"})
    void filenamesMayHaveDirectoriesAndAnyPrintableCharacter(String filename) {
        assertThat(NewImage.of("42", filename).filename()).isEqualTo(filename);
    }

    @Test
    void aFilenameHasAtMost1024Characters() {
        assertThat(NewImage.of("42", "x".repeat(1_024)).filename()).hasSize(1_024);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewImage.of("42", "x".repeat(1_025)))
                .withMessage("filename has 1025 characters, the limit is 1024");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0000.jpg", "a\n.jpg", "a\uD83D.jpg"})
    void whatCannotBeStoredIsRefusedInEveryText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewImage.of("42", text))
                .withMessageStartingWith("filename ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BEACH.withContentType(text))
                .withMessageStartingWith("content type ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BEACH.withContentVersion(text))
                .withMessageStartingWith("content version ");
    }

    @ParameterizedTest
    @CsvSource({"0, 480", "640, 0", "-1, 1", "1, -2147483648"})
    void anImageHasAtLeastOnePixel(int width, int height) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BEACH.withSize(width, height))
                .withMessageContaining(width + " x " + height);
    }
}
