package dev.tagging;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Where the host keeps the bytes of its images. Called by workers, outside any transaction and by several threads at once.
 */
@FunctionalInterface
public interface ImageSource {

    /**
     * Opens an image. The library closes the stream.
     *
     * @param wanted what would serve best; an answer of another size is fine
     * @throws ImageGoneException when the bytes are gone for good: the job fails and is not tried again
     * @throws ImageUnavailableException when they can be had later: the job waits, without counting an attempt
     * @throws IOException for anything else: the job is tried again a limited number of times
     */
    InputStream open(ImageRef image, Wanted wanted) throws IOException;

    /** Which image. */
    record ImageRef(TenantId tenant, ImageId id, String filename) {}

    /**
     * How large an image is needed.
     *
     * @param maxEdge longest edge in pixels that still helps; {@link Integer#MAX_VALUE} for the original
     */
    record Wanted(int maxEdge) {

        /** The bytes as uploaded. */
        public static final Wanted ORIGINAL = new Wanted(Integer.MAX_VALUE);

        /** A smaller version will do, if the host has one at hand. */
        public static Wanted rendition(int maxEdge) {
            return new Wanted(maxEdge);
        }
    }

    /** The bytes are gone for good. */
    final class ImageGoneException extends TaggingException {
        private static final long serialVersionUID = 1L;

        public ImageGoneException(String message) {
            super(message);
        }
    }

    /** The bytes cannot be had now. */
    final class ImageUnavailableException extends TaggingException {
        private static final long serialVersionUID = 1L;

        private final Duration retryAfter;

        public ImageUnavailableException(String message, Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }
}
