package dev.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageIdTest {

    @Test
    void numbersAndUuidsHaveOneText() {
        assertThat(ImageId.of(42)).isEqualTo(ImageId.of("42"));
        assertThat(ImageId.of(Long.MIN_VALUE)).hasToString("-9223372036854775808");
        assertThat(ImageId.of(UUID.fromString("1B4E28BA-2FA1-11D2-883F-0016D3CCA427")))
                .isEqualTo(ImageId.of("1b4e28ba-2fa1-11d2-883f-0016d3cca427"));
    }

    @Test
    void keysAreComparedExactly() {
        assertThat(ImageId.of("042")).isNotEqualTo(ImageId.of("42"));
        assertThat(ImageId.of("A")).isNotEqualTo(ImageId.of("a"));
        assertThat(ImageId.of("a")).isLessThan(ImageId.of("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "photos/2025/beach sunset.jpg", "s3://bucket/key?version=1", "写真", "\uD83C\uDF89"})
    void anyPrintableTextIsAKey(String key) {
        assertThat(ImageId.of(key)).hasToString(key);
    }

    @Test
    void aKeyHasAtMost255Characters() {
        assertThat(ImageId.of("x".repeat(255)).value()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageId.of("x".repeat(256)))
                .withMessage("image id has 256 characters, the limit is 255");
    }

    @ParameterizedTest
    @MethodSource("unusableKeys")
    void whatCannotBeStoredOrLoggedIsRefused(String key, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> ImageId.of(key)).withMessage(message);
    }

    static Stream<Arguments> unusableKeys() {
        return Stream.of(
                Arguments.of("", "image id is blank"),
                Arguments.of("  ", "image id is blank"),
                Arguments.of("a\u0000b", "image id has the control character U+0000 at position 1"),
                Arguments.of("ab\n", "image id has the control character U+000A at position 2"),
                Arguments.of("\u0085x", "image id has the control character U+0085 at position 0"),
                Arguments.of("a\uD83D", "image id has an unpaired surrogate at position 1"),
                Arguments.of("\uDE00a", "image id has an unpaired surrogate at position 0"));
    }
}
