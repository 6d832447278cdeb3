package dev.tagging;

import org.jspecify.annotations.Nullable;

/** Root of everything this library throws on purpose, apart from {@link IllegalArgumentException} for malformed values. */
public class TaggingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TaggingException(String message) {
        super(message);
    }

    public TaggingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
