package dev.tagging.image;

import dev.tagging.TaggingException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no usable image. Trying again with the same bytes gives the same answer. The message is made for people
 * and never repeats more than a few bytes of the content.
 */
public final class UnreadableImageException extends TaggingException {

    private static final long serialVersionUID = 1L;

    /** Why the image cannot be used. */
    public enum Reason {
        /** No bytes at all. */
        EMPTY,
        /** More bytes than {@link ImageLimits#maxBytes()}. */
        TOO_LARGE,
        /** Not an image, or an image of a format that is not supported. */
        UNKNOWN_FORMAT,
        /** The beginning of an image: an upload or a copy broke off. */
        TRUNCATED,
        /** An image that contradicts itself or its format. */
        CORRUPT,
        /** More pixels than {@link ImageLimits#maxPixels()}. */
        TOO_MANY_PIXELS,
        /** Nothing on the class path decodes this format, or this variant of it. */
        NO_DECODER
    }

    private final Reason reason;
    private final String message;

    UnreadableImageException(Reason reason, String message) {
        this(reason, message, null);
    }

    UnreadableImageException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.message = message;
    }

    static UnreadableImageException truncated(String message) {
        return new UnreadableImageException(Reason.TRUNCATED, message);
    }

    static UnreadableImageException corrupt(String message) {
        return new UnreadableImageException(Reason.CORRUPT, message);
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong, for people; never null. */
    @Override
    public String getMessage() {
        return message;
    }
}
